import { z } from 'zod';
import { isTimeZone } from '../routing/calendar/wall-clock.ts';
import { balance, destinationState, percent } from './group.ts';

/** Periods by their names; those of days are days of the time zone. */
export const reportPeriod = z.enum([
  'last-hour',
  'last-24-hours',
  'today',
  'yesterday',
  'last-7-days',
  'last-30-days',
  'this-month',
  'last-month',
]);

/** Into what a period is divided. */
export const reportUnit = z.enum(['total', 'minute', 'hour', 'day']);

/** The most groups that one report is about. */
export const MOST_GROUPS = 1000;

/** The most points of all series of a report: groups and destinations, times minutes, hours or days. */
export const MOST_POINTS = 50_000;

const TIME = 'A day such as 2026-03-01, or a time such as 2026-03-01T09:30 or 2026-03-01T08:30:00Z.';

/** As it was written: what a day or a time without an offset is depends on the time zone. */
const time = (what: string) =>
  z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], TIME)
    .meta({
      description: `${what} A day or a time of the time zone, or a time with its offset.`,
      format: undefined,
    });

const groupNumbers = z.string()
  .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/, "Groups' numbers with commas between them, such as 1,2.")
  .transform((text) => [...new Set(text.split(',').map(Number))])
  .refine((ids) => ids.length <= MOST_GROUPS, `At most ${MOST_GROUPS} groups.`)
  .meta({ description: "The groups' numbers, with commas between them; all groups unless given." });

/** Which time, and whose calls. */
const fields = {
  period: reportPeriod.optional()
    .describe('A period by its name, in place of `from` and `to`; today unless there is one of the three.'),
  from: time('The first minute.').optional(),
  to: time('The minute after the last; the present one unless given.').optional(),
  timeZone: z.string().refine(isTimeZone, 'A time zone such as America/New_York.').default('UTC')
    .describe('Whose days and hours: a name of the IANA time zone database.'),
  groups: groupNumbers.optional(),
};

interface Times {
  readonly period?: unknown;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One way of naming a period. */
function checkTimes({ period, from, to }: Times, context: z.core.$RefinementCtx) {
  const fault = (path: 'period' | 'from' | 'to', message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, input: undefined });
  if (period !== undefined && (from ?? to)) fault('period', 'Give a period, or from and to, not both.');
  if (to && !from) fault('from', 'Give from as well.');
}

export const attemptListQuery = z.strictObject(fields).superRefine(checkTimes);

const reportFields = {
  ...fields,
  by: reportUnit.default('total').describe('Into what the series divide the period; total: no series.'),
};

export const reportTableQuery = z.strictObject(reportFields).superRefine(checkTimes);

export const reportQuery = z.strictObject({
  ...reportFields,
  compare: z.literal('before').optional()
    .describe('before: every figure as well of the time of the same length before.'),
  format: z.enum(['json', 'csv', 'ndjson']).optional()
    .describe('The same as `Accept` says: application/json, text/csv or application/x-ndjson.'),
}).superRefine(checkTimes);

const share = z.number().nullable().describe(
  'Percent of the whole, two decimals; null when there is nothing to divide.',
);
const count = z.number().int();
const seconds = z.number().nullable().describe('Seconds; null when there was no call.');

const ending = z.object({
  reason: z.enum(['completed', 'retried', 'superseded', 'expired', 'released', 'held']),
  outcome: z.enum(['connected', 'busy', 'no_answer', 'failed', 'declined', 'caller_hung_up']).nullable()
    .describe('What was told of the call; null when nothing was.'),
  ended: count,
});

const figures = {
  placed: count.describe('Calls placed, every further attempt of a call counted as one more.'),
  retries: count.describe('Those of them that were a further attempt.'),
  inProgress: z.number().describe('The mean number of calls in progress, over the whole time.'),
  peak: count.describe('The most calls in progress at one moment.'),
  talkedMinutes: z.number().describe('The minutes that calls lasted which ended in this time.'),
  calls: count.describe('How many calls that were: completed, and not told to have come to nothing.'),
  meanSeconds: seconds,
  p50Seconds: seconds,
  p90Seconds: seconds,
  p95Seconds: seconds,
  endings: z.array(ending).describe('The attempts that ended in this time.'),
  told: count.describe('Attempts that ended with an outcome.'),
  answerRate: share.describe('Percent of those that were connected, two decimals; null when none was told.'),
  failures: count.describe('Attempts by which a destination let the caller down.'),
};

export const destinationFigures = z.object({
  ...figures,
  placedShare: share,
  inProgressShare: share,
  talkedShare: share,
}).meta({ id: 'DestinationFigures' });

export const groupFigures = z.object({
  ...figures,
  refused: count.describe('Requests that got no destination.'),
  lastResort: count.describe('Those of them that got the last resort of the group.'),
  refusals: z.array(z.object({
    reason: z.enum(['no_destination', 'at_capacity', 'closed', 'unhealthy', 'exhausted']),
    refused: count,
    lastResort: count,
  })),
}).meta({ id: 'GroupFigures' });

const numbers = z.array(z.number());

/** A figure of each part of the period, in order. */
export const destinationSeries = z.object({
  placed: numbers,
  inProgress: numbers,
  peak: numbers,
  talkedMinutes: numbers,
  failures: numbers,
}).meta({ id: 'DestinationSeries' });

export const groupSeries = destinationSeries.extend({ refused: numbers }).meta({ id: 'GroupSeries' });

export const destinationReport = z.object({
  id: z.number().int(),
  name: z.string().describe('Of a removed destination, the last one it had.'),
  uri: z.string(),
  removed: z.boolean().describe('It is in the group no longer.'),
  state: destinationState.nullable(),
  tier: z.number().int().nullable(),
  percent: percent.nullable().describe('The target now.'),
  figures: destinationFigures,
  before: destinationFigures.nullable(),
  series: destinationSeries.nullable(),
}).meta({ id: 'DestinationReport' });

export const targets = z.object({
  version: z.number().int(),
  from: z.iso.datetime().describe('Since when it held, or the beginning of the period.'),
  percents: z.array(z.object({ id: z.number().int(), percent })),
}).meta({ id: 'Targets' });

export const groupReport = z.object({
  id: z.number().int(),
  name: z.string(),
  deleted: z.boolean(),
  balance,
  targets: z.array(targets).describe(
    'The targets that held in the period, in order: one unless they changed.',
  ),
  figures: groupFigures,
  before: groupFigures.nullable(),
  series: groupSeries.nullable(),
  destinations: z.array(destinationReport).describe(
    "In the group's order; then removed ones that had calls, and those at them.",
  ),
}).meta({ id: 'GroupReport' });

const span = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

export const report = span.extend({
  timeZone: z.string(),
  by: reportUnit,
  before: span.nullable().describe('The time that `before` figures are about.'),
  times: z.array(z.iso.datetime()).describe(
    'When each part of the series begins; the last ends with the period.',
  ),
  groups: z.array(groupReport),
}).meta({ id: 'Report' });

/** A line of a report that tells how far it is, from 0 to 1. The last line has the report, or a problem. */
export const reportLine = z.union([
  z.object({ done: z.number() }),
  z.object({ report }),
  z.object({ failed: z.string() }),
]).meta({ id: 'ReportLine' });

export type ReportPeriod = z.output<typeof reportPeriod>;
export type ReportUnit = z.output<typeof reportUnit>;
export type AttemptListQuery = z.output<typeof attemptListQuery>;
export type ReportTableQuery = z.output<typeof reportTableQuery>;
export type ReportQuery = z.output<typeof reportQuery>;
export type Report = z.output<typeof report>;
export type ReportLine = z.output<typeof reportLine>;
export type GroupReport = z.output<typeof groupReport>;
export type DestinationReport = z.output<typeof destinationReport>;
export type DestinationFiguresOutput = z.output<typeof destinationFigures>;
export type GroupFiguresOutput = z.output<typeof groupFigures>;
export type DestinationSeries = z.output<typeof destinationSeries>;

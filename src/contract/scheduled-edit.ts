import { z } from 'zod';
import { actor } from './actor.ts';
import { groupContent } from './group-version.ts';

/** In a query, `+` stands for a space: `…T08:00:00 01:00` was meant as `…T08:00:00+01:00`. */
const withPlus = (text: unknown) => typeof text === 'string' ? text.replace(/ (?=\d\d:\d\d$)/, '+') : text;

/** An instant as RFC 3339 §5.6 writes it. */
export const instant = z.preprocess(
  withPlus,
  z.iso.datetime({ offset: true, error: 'A time with its offset, such as 2026-12-01T08:00:00+01:00.' })
    .transform((text) => new Date(text)),
).refine((time) => time.getUTCFullYear() < 9999, 'A time before the year 9999.');

const time = (what: string) =>
  instant.optional().meta({ description: what, type: 'string', format: 'date-time' });

/** When an edit is in effect. */
export const editTimes = z.strictObject({
  effectiveAt: time('When the edit is made; now when it is left out.'),
  until: time('When what was there before the edit comes back.'),
}).refine(({ effectiveAt, until }) => !effectiveAt || !until || effectiveAt < until, {
  path: ['until'],
  error: 'This must be later than effectiveAt.',
});

const timestamp = z.iso.datetime();

/** An edit that is made by itself when it is due. */
export const scheduledEdit = z.object({
  id: z.number().int(),
  kind: z.enum(['edit', 'put back']).describe(
    '`put back` ends a temporary edit: what was there before it comes back.',
  ),
  effectiveAt: timestamp.describe('When it is due.'),
  until: timestamp.nullable().describe('Of a temporary edit that is not made yet: when it ends.'),
  scheduledAt: timestamp,
  scheduledBy: actor,
  changes: z.array(z.string()).describe(
    'What it will change, a line each, if nobody edits the group before.',
  ),
  content: groupContent.describe('What it makes of the group.'),
  obstacle: z.enum(['deleted', 'edited', 'overlapped']).nullable().describe(
    'What will keep it from being made, as things are; once its time has passed, what did. `deleted`: a deleted ' +
      'group is not edited. `edited`: somebody edited the group since, and that is not undone. `overlapped`: ' +
      'another temporary edit is in effect, which ends with what was there before both.',
  ),
}).meta({ id: 'ScheduledEdit' });

/** What is scheduled for a group, in the order in which it is due; first what was not made when it was due. */
export const scheduledEdits = z.object({ scheduled: z.array(scheduledEdit) });

export type EditTimesInput = z.output<typeof editTimes>;
export type ScheduledEditOutput = z.output<typeof scheduledEdit>;

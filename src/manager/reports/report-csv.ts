import type { DestinationFiguresOutput, GroupFiguresOutput, ReportUnit } from '../../contract/report.ts';
import { noFigures } from '../../history/reports/figures.ts';
import type { DestinationFigures, GroupFigures, Span } from '../../history/reports/reports.ts';
import { type WholeSpan, wholeSpans } from '../../history/reports/whole-spans.ts';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import { csvRecord } from '../audit/csv.ts';
import { destinationFiguresOf, groupFiguresOf, sumOf } from './figures-output.ts';
import type { ReportSources, ReportWish } from './read-report.ts';
import { type KnownDestination, type ReportedGroup, reportedGroup } from './reported-groups.ts';
import { localTime, partsOf } from './report-period.ts';

const REASONS: readonly EndReason[] = ['completed', 'retried', 'superseded', 'expired', 'released', 'held'];
const OUTCOMES: readonly Outcome[] = [
  'connected',
  'busy',
  'no_answer',
  'failed',
  'declined',
  'caller_hung_up',
];
const REFUSALS: readonly Refusal[] = ['no_destination', 'at_capacity', 'closed', 'unhealthy', 'exhausted'];

/** Shares, rates and targets are in percent, times in seconds unless the name says otherwise. */
export const REPORT_COLUMNS = [
  ...['from', 'to', 'group id', 'group', 'destination id', 'destination', 'uri', 'target percent'],
  ...['placed', 'placed share', 'retries', 'in progress', 'in progress share', 'peak'],
  ...['talked minutes', 'talked share', 'calls', 'mean length', 'length p50', 'length p90', 'length p95'],
  ...REASONS,
  ...OUTCOMES.map((outcome) => outcome.replaceAll('_', ' ')),
  ...['told', 'answer rate', 'failures', 'refused', 'last resort'],
  ...REFUSALS.map((reason) => `refused ${reason.replaceAll('_', ' ')}`),
];

/**
 * A report as comma-separated values, a page for each part of the period, the latest first: a line for each group, and
 * one for each of its destinations. Parts of a series in which a group had nothing to do have no lines of it.
 */
export async function* reportPages(
  { directory, reports }: ReportSources,
  { records, span, timeZone, by }: ReportWish,
): AsyncGenerator<string> {
  const parts = [...partsOf(span, by, timeZone)];
  const groups: ReportedGroup[] = [];
  for (const record of records) groups.push(await reportedGroup(directory, record, span));
  const groupIds = records.map(({ group }) => group.id);
  for await (const { whole } of wholeSpans(reports.pieces({ groupIds, spans: parts }))) {
    // An empty page, so that whoever is gone ends the work here as well.
    yield whole ? await pageOf(whole, groups, { part: parts[whole.span], timeZone, by }) : '';
  }
}

interface Where {
  readonly part: Span;
  readonly timeZone: string;
  readonly by: ReportUnit;
}

async function pageOf(whole: WholeSpan, groups: readonly ReportedGroup[], where: Where): Promise<string> {
  const records: string[] = [];
  for (const group of groups) {
    const figures = whole.groups.get(group.record.group.id)!;
    const isIdle = figures.destinations.size === 0 && figures.refusals.size === 0;
    if (isIdle && where.by !== 'total') continue;
    records.push(...await groupRecords(group, figures, where));
  }
  return records.join('');
}

async function groupRecords(
  reported: ReportedGroup,
  figures: GroupFigures,
  { part, timeZone }: Where,
): Promise<string[]> {
  const { group } = reported.record;
  const minutes = part.to - part.from;
  const whole = sumOf(figures);
  const start = [localTime(part.from, timeZone), localTime(part.to, timeZone), String(group.id), group.name];
  const targets = targetsAt(reported, part);
  const destinationRecord = (destination: KnownDestination, own: DestinationFigures) =>
    csvRecord([
      ...start,
      ...[String(destination.id), destination.name, destination.uri, numberText(targets.get(destination.id))],
      ...figureFields(destinationFiguresOf(own, whole, minutes)),
    ]);
  return [
    csvRecord([...start, '', '', '', '', ...figureFields(groupFiguresOf(figures, minutes))]),
    ...(await reported.destinations(figures.destinations.keys())).map((destination) =>
      destinationRecord(destination, figures.destinations.get(destination.id) ?? noFigures())
    ),
  ];
}

/** The targets that held when a part began. */
function targetsAt({ targets }: ReportedGroup, { from }: Span): ReadonlyMap<number, number> {
  const held = targets.findLast((each) => Date.parse(each.from) <= from * 60_000) ?? targets.at(0);
  return new Map(held?.percents.map(({ id, percent }) => [id, percent]));
}

function figureFields(figures: DestinationFiguresOutput | GroupFiguresOutput): string[] {
  const { endings } = figures;
  const sum = (counts: readonly { readonly ended: number }[]) =>
    counts.reduce((total, { ended }) => total + ended, 0);
  const shares = 'placedShare' in figures ? figures : undefined;
  const refused = 'refused' in figures ? figures : undefined;
  return [
    figures.placed,
    shares?.placedShare,
    figures.retries,
    figures.inProgress,
    shares?.inProgressShare,
    figures.peak,
    figures.talkedMinutes,
    shares?.talkedShare,
    figures.calls,
    figures.meanSeconds,
    figures.p50Seconds,
    figures.p90Seconds,
    figures.p95Seconds,
    ...REASONS.map((reason) => sum(endings.filter((ending) => ending.reason === reason))),
    ...OUTCOMES.map((outcome) => sum(endings.filter((ending) => ending.outcome === outcome))),
    figures.told,
    figures.answerRate,
    figures.failures,
    refused?.refused,
    refused?.lastResort,
    ...REFUSALS.map((reason) =>
      refused && (refused.refusals.find((each) => each.reason === reason)?.refused ?? 0)
    ),
  ].map(numberText);
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

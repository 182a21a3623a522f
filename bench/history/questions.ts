import { addGroup, noGroupFigures } from '../../src/history/reports/figures.ts';
import type { Reports, Span } from '../../src/history/reports/reports.ts';
import { wholeSpans } from '../../src/history/reports/whole-spans.ts';
import { partsOf } from '../../src/manager/reports/report-period.ts';
import type { ReportUnit } from '../../src/contract/report.ts';
import { DAY_MS, type Past } from './past.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;

/** What is asked of a filled store; each answers how much it found. */
export interface Question {
  readonly name: string;
  ask(reports: Reports, past: Past): Promise<number>;
}

export const QUESTIONS: readonly Question[] = [
  {
    name: 'all groups, the day in one',
    ask: (reports, past) => placedIn(reports, past, everyGroup(past), 'total'),
  },
  { name: 'all groups, by hour', ask: (reports, past) => placedIn(reports, past, everyGroup(past), 'hour') },
  { name: 'one group, the day in one', ask: (reports, past) => placedIn(reports, past, [1], 'total') },
  { name: 'one group, by minute', ask: (reports, past) => placedIn(reports, past, [1], 'minute') },
  { name: 'the attempts of one group in an hour', ask: attemptsOfAnHour },
];

async function placedIn(
  reports: Reports,
  { untilMs }: Past,
  groupIds: readonly number[],
  unit: ReportUnit,
): Promise<number> {
  const to = reports.completeUntil();
  const spans = [...partsOf({ from: Math.floor((untilMs - DAY_MS) / MINUTE_MS), to }, unit, 'UTC')];
  const sum = noGroupFigures();
  for await (const { whole } of wholeSpans(reports.pieces({ groupIds, spans }))) {
    for (const figures of whole?.groups.values() ?? []) addGroup(sum, figures);
  }
  return [...sum.destinations.values()].reduce((total, { placed }) => total + placed, 0);
}

async function attemptsOfAnHour(reports: Reports): Promise<number> {
  const to = reports.completeUntil();
  const span: Span = { from: to - MINUTES_OF_HOUR, to };
  let found = 0;
  for await (const page of reports.attempts(1, span)) found += page.length;
  return found;
}

function everyGroup({ groups }: Past): number[] {
  return Array.from({ length: groups }, (_, index) => index + 1);
}

import { figure, markdownTable, type Report } from '../report.ts';
import { type BesideCalls, measureBesideCalls } from './beside-calls.ts';
import { type FilledStore, openFilledPostgres, openFilledSqlite } from './filled-stores.ts';
import type { Past } from './past.ts';
import { QUESTIONS } from './questions.ts';

const ATTEMPTS = 10_000_000;
const GROUPS = [20, 1000];
const ROUNDS = 5;

/** How much longer a call may take, at the 99th percentile, while a report is read. */
const MOST_P99 = 2;

const OPENERS = [openFilledSqlite, openFilledPostgres];

/** How long reports of a day of so many calls take, and what calls notice of it. */
export async function historyReport(attempts = ATTEMPTS): Promise<Report> {
  const lines: string[][] = [];
  const untilMs = Math.floor(Date.now() / 60_000) * 60_000;
  for (const groups of GROUPS) {
    for (const open of OPENERS) {
      console.error(`Filling a store with ${attempts.toLocaleString('en')} calls of ${groups} groups …`);
      const past = { attempts, groups, untilMs };
      const start = performance.now();
      await using store = await open(past);
      console.error(`${store.engine}: filled in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
      lines.push(...await linesOf(store, past));
    }
  }
  console.error('Calls beside reports …');
  const beside = await measureBesideCalls({ attempts, groups: GROUPS[0], untilMs });
  return reportOf(attempts, lines, beside);
}

async function linesOf(store: FilledStore, past: Past): Promise<string[][]> {
  const lines: string[][] = [];
  for (const { name, ask } of QUESTIONS) {
    const times: number[] = [];
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      found = await ask(store.reports, past);
      times.push(performance.now() - start);
    }
    lines.push([
      String(past.groups),
      store.engine,
      name,
      found.toLocaleString('en'),
      figure(Math.min(...times)),
    ]);
  }
  return lines;
}

function reportOf(
  attempts: number,
  lines: readonly string[][],
  beside: BesideCalls | undefined,
): Report {
  const ratio = beside && beside.reading.p99Ms / beside.alone.p99Ms;
  const missed = ratio !== undefined && ratio > MOST_P99
    ? [`p99 of calls while a report is read: ${figure(ratio)} of that alone, bar ≤ ${MOST_P99}`]
    : [];
  return {
    name: 'history',
    title: 'History',
    body: `${
      attempts.toLocaleString('en')
    } attempts of the last day, over groups of four destinations, and their totals.
The least of ${ROUNDS} rounds: what else the machine does only adds to it.\n\n${
      markdownTable(['Groups', 'Engine', 'Report', 'Attempts in it', 'ms'], lines)
    }\n${besideText(beside, ratio)}`,
    missed,
  };
}

function besideText(beside: BesideCalls | undefined, ratio: number | undefined): string {
  if (!beside || ratio === undefined) return 'Without `wrk`, what calls notice was not measured.';
  const line = (name: string, { requestsPerSecond, p50Ms, p99Ms }: BesideCalls['alone']) => [
    name,
    requestsPerSecond.toFixed(0),
    figure(p50Ms),
    figure(p99Ms),
  ];
  return `The embedded service with ${
    GROUPS[0]
  } of these groups, calls placed and completed over HTTP on 32 connections:
alone, and while the report of the last day is read again and again (${
    figure(beside.reports)
  } times in 4 s). The 99th
percentile is ${figure(ratio)} of that alone; the bar is ${MOST_P99}.\n\n${
    markdownTable(['Calls', 'Requests/s', 'p50 ms', 'p99 ms'], [
      line('alone', beside.alone),
      line('beside reports', beside.reading),
    ])
  }\n${beside.remark}`;
}

import { figure, markdownTable, type Report } from '../report.ts';
import { median } from '../support/median.ts';
import { isInstalled } from '../support/program.ts';
import { QuietMoments } from '../support/quiet-moments.ts';
import type { Load } from '../throughput/wrk.ts';
import { ask } from './asked.ts';
import { measureBesideCalls } from './beside-calls.ts';
import { type FilledService, OPENERS } from './filled-services.ts';
import { CALLS_A_REFUSAL, type Past } from './past.ts';
import { type Question, questionsOf } from './questions.ts';

const ATTEMPTS = 10_000_000;
const GROUPS = [20, 1000];

/** How often each question is asked. */
const ROUNDS = 5;

/** Nobody looks at a page for so long without being told that something happens. */
const MOST_NEWS_MS = 1000;

/** What a service answers without effort, a few million calls an hour, and all that it can. */
const LOADS: readonly { readonly name: string; readonly load: Load }[] = [
  { name: 'paced', load: { connections: 32, seconds: 4, completing: true, restMs: 16 } },
  { name: 'all it can', load: { connections: 32, seconds: 4, completing: true } },
];

/** How much longer the slowest 1 % of calls may take beside reports than beside any other busy core. */
const MOST_P99 = 1.25;

interface Found {
  readonly asked: readonly string[][];
  readonly beside: readonly string[][];
  readonly missed: readonly string[];
}

/** How long pages and reports of a day of so many calls take, and what calls notice of it. */
export async function historyReport(attempts = ATTEMPTS): Promise<Report> {
  const quiet = new QuietMoments();
  const found: Found[] = [];
  const untilMs = Math.floor(Date.now() / 60_000) * 60_000;
  for (const groups of GROUPS) {
    for (const open of OPENERS) found.push(await measure(open, { attempts, groups, untilMs }, quiet));
  }
  return {
    name: 'history',
    title: 'History',
    body: textOf(attempts, found, quiet.remark),
    missed: found.flatMap(({ missed }) => missed),
    versions: { PostgreSQL: '18' },
  };
}

async function measure(open: typeof OPENERS[number], past: Past, quiet: QuietMoments): Promise<Found> {
  console.error(`Filling a store with ${counted(past.attempts)} calls of ${past.groups} groups …`);
  const start = performance.now();
  await using service = await open(past);
  console.error(`${service.engine}: filled in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
  const head = [String(past.groups), service.engine];
  const found = { asked: [] as string[][], beside: [] as string[][], missed: [] as string[] };
  for (const question of questionsOf(past)) {
    const { cells, missed } = await answersOf(service, question);
    found.asked.push([...head, ...cells]);
    found.missed.push(...missed.map((text) => `${head.join(' groups, ')}: ${text}`));
  }
  if (!await isInstalled('wrk')) return found;
  for (const { name, load } of LOADS) {
    const { alone, busy, reading } = await measureBesideCalls(service, load, quiet);
    const [perSecond, p50, p99] = (['requestsPerSecond', 'p50Ms', 'p99Ms'] as const)
      .map((of) => [alone, busy, reading].map((measured) => figure(measured[of])).join(' / '));
    const ratio = reading.p99Ms / busy.p99Ms;
    found.beside.push([...head, name, perSecond, p50, p99, figure(ratio)]);
    if (ratio > MOST_P99) {
      const text = `p99 of calls beside reports: ${
        figure(ratio)
      } of that beside a busy core, bar ≤ ${MOST_P99}`;
      found.missed.push(`${head.join(' groups, ')}, ${name}: ${text}`);
    }
  }
  console.error([...found.asked, ...found.beside].map((cells) => cells.join('  ')).join('\n'));
  return found;
}

/** The first time counts: what is remembered from then on only helps the others. */
async function answersOf({ server }: FilledService, { name, path, found }: Question) {
  const first = await ask(server.url, path);
  const later: number[] = [];
  for (let round = 1; round < ROUNDS; round++) later.push((await ask(server.url, path)).wholeMs);
  const cells = [
    ...[name, counted(found(first.text)), figure(first.newsMs), figure(first.wholeMs), figure(median(later))],
  ];
  const missed = first.newsMs > MOST_NEWS_MS
    ? [`${name}: nothing for ${figure(first.newsMs)} ms, bar ≤ ${MOST_NEWS_MS}`]
    : [];
  return { cells, missed };
}

function textOf(attempts: number, found: readonly Found[], remark: string): string {
  const asked = ['Groups', 'Engine', 'Asked', 'Found', 'First news ms', 'Whole ms', 'Later ms'];
  const beside = [
    'Groups',
    'Engine',
    'Load',
    'Requests/s',
    'p50 ms',
    'p99 ms',
    'p99: reports to busy core',
  ];
  return `${
    counted(attempts)
  } attempts of the last day, over groups of four destinations, with their totals, and
${
    counted(attempts / CALLS_A_REFUSAL)
  } refusals. Asked of a running service over HTTP. *First news*: until the first bytes
of the first answer, which of a long report tell how far it is. *Later*: the median of ${ROUNDS - 1} more.

${markdownTable(asked, found.flatMap(({ asked }) => asked))}
## What calls notice

Calls placed and completed over HTTP on 32 connections for 4 s: alone / beside a program that only counts / while the
report of all groups over the last day is read again and again. Medians of rounds by turns. The load generator, the
service and PostgreSQL share the machine's cores: that somebody else is busy costs calls something there, and a report is
to cost them no more. *Paced*: each connection rests 16 ms before it asks again.

${markdownTable(beside, found.flatMap(({ beside }) => beside))}
${remark}`;
}

function counted(number: number): string {
  return number.toLocaleString('en');
}

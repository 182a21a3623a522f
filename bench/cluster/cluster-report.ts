import { openPostgres } from '../../scripts/postgres.ts';
import { figure, markdownTable, type Report } from '../report.ts';
import { Child } from '../support/child.ts';
import { median } from '../support/median.ts';
import { QuietMoments } from '../support/quiet-moments.ts';
import type { Round } from './node.ts';

/** Calls at a time, over all nodes. */
const CONCURRENCY = 240;
const ROUNDS = 3;

/** The bars, over 20 groups. */
const BAR = { groups: 20, perSecond: 15_000, p99Ms: 15 };

interface Contender {
  readonly nodes: number;
  readonly groups: number;
  readonly engine: 'embedded' | 'clustered';
}

interface Measured {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const QUESTIONS = ['placed', 'completed'] as const;
type Figures = Record<typeof QUESTIONS[number], Measured>;

const CONTENDERS: readonly Contender[] = [1, 20, 1000].flatMap((groups): Contender[] => [
  { engine: 'embedded', nodes: 1, groups },
  { engine: 'clustered', nodes: 1, groups },
  { engine: 'clustered', nodes: 3, groups },
]);

/** Durable decisions with PostgreSQL and all nodes on this machine, beside the embedded switchboard. */
export async function clusterReport(): Promise<Report> {
  await using server = await openServer();
  const quiet = new QuietMoments();
  const rounds: Figures[][] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    console.error(`Round ${round} of ${ROUNDS} …`);
    const figures = [];
    for (const contender of CONTENDERS) figures.push(await measure(contender, server, quiet));
    rounds.push(figures);
  }
  const middles = CONTENDERS.map((_, index) => middleOf(rounds.map((figures) => figures[index])));
  return reportOf(middles, quiet.remark);
}

async function openServer() {
  const postgres = await openPostgres({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } });
  return { postgres, [Symbol.asyncDispose]: () => postgres.close() };
}

async function measure(
  { engine, nodes, groups }: Contender,
  { postgres }: Awaited<ReturnType<typeof openServer>>,
  quiet: QuietMoments,
): Promise<Figures> {
  const script = new URL('./node.ts', import.meta.url);
  const database = `bench_${crypto.randomUUID().replaceAll('-', '')}`;
  await postgres.query(`CREATE DATABASE ${database}`);
  const storage = engine === 'embedded' ? engine : postgres.url(database);
  const children = Array.from(
    { length: nodes },
    () => new Child(script, storage, groups, CONCURRENCY / nodes),
  );
  try {
    await Promise.all(children.map((child) => child.next()));
    const pids = [...children.map(({ pid }) => pid), postgres.pid];
    const ask = async (question: string) => {
      const work = () => Promise.all(children.map((child) => child.ask<Round>(question)));
      return measuredOf(await quiet.measure(pids, work));
    };
    return { placed: await ask('placed'), completed: await ask('completed') };
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await postgres.query(`DROP DATABASE ${database} WITH (FORCE)`);
  }
}

function measuredOf(rounds: readonly Round[]): Measured {
  const waits = rounds.flatMap((round) => round.waits).sort((a, b) => a - b);
  const quantile = (part: number) => waits[Math.floor(waits.length * part)];
  const perSecond = rounds.reduce((sum, { placedPerSecond }) => sum + placedPerSecond, 0);
  return { perSecond, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

function middleOf(rounds: readonly Figures[]): Figures {
  const middle = (question: typeof QUESTIONS[number], of: keyof Measured) =>
    median(rounds.map((figures) => figures[question][of]));
  const figures = (question: typeof QUESTIONS[number]): Measured => ({
    perSecond: middle(question, 'perSecond'),
    p50Ms: middle(question, 'p50Ms'),
    p99Ms: middle(question, 'p99Ms'),
  });
  return { placed: figures('placed'), completed: figures('completed') };
}

function reportOf(middles: readonly Figures[], remark: string): Report {
  const headings = ['Groups', 'Engine', 'Nodes', 'Placed/s', 'of embedded', 'p50 ms', 'p99 ms'];
  const lines = CONTENDERS.map(({ groups, engine, nodes }, index) => {
    const { placed, completed } = middles[index];
    const embedded = CONTENDERS.findIndex((each) => each.groups === groups && each.engine === 'embedded');
    const ratio = figure(placed.perSecond / middles[embedded].placed.perSecond);
    return [
      ...[String(groups), engine, String(nodes), placed.perSecond.toFixed(0), ratio],
      ...[figure(placed.p50Ms), figure(placed.p99Ms), completed.perSecond.toFixed(0)],
    ];
  });
  return {
    name: 'cluster',
    title: 'The cluster',
    body:
      `PostgreSQL 18 with its own settings for durability, all nodes and their callers on one machine: ${CONCURRENCY} calls
at a time over all nodes, without HTTP, every answer durable. Medians of ${ROUNDS} rounds of 4 s, by turns. The last
column is a run of its own, in which each call is also completed: two durable decisions a call.

${markdownTable([...headings, 'Placed and completed/s'], lines)}\n${remark}`,
    missed: CONTENDERS.flatMap(({ groups, engine, nodes }, index) =>
      groups === BAR.groups && engine === 'clustered' ? missedBy(nodes, middles[index].placed) : []
    ),
    versions: { PostgreSQL: '18' },
  };
}

function missedBy(nodes: number, { perSecond, p99Ms }: Measured): string[] {
  const who = `${nodes} ${nodes === 1 ? 'node' : 'nodes'} over ${BAR.groups} groups`;
  const missed = [];
  if (perSecond < BAR.perSecond) missed.push(`${who}: ${figure(perSecond)}/s, bar ≥ ${BAR.perSecond}`);
  if (p99Ms > BAR.p99Ms) missed.push(`${who}: p99 ${figure(p99Ms)} ms, bar ≤ ${BAR.p99Ms}`);
  return missed;
}

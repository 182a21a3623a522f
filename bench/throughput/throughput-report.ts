import { figure, markdownTable, type Report } from '../report.ts';
import { QuietMoments } from '../support/quiet-moments.ts';
import { isInstalled, versionOf } from '../support/program.ts';
import { compare, type Effort, type Line, takePart } from './compare.ts';
import type { Entrant } from './contender.ts';
import { expressRedis } from './express-redis.ts';
import { nginx } from './nginx.ts';
import { plumRoutes } from './plum-routes.ts';
import type { Load } from './wrk.ts';

/** What is promised for calls that are routed, by the number of connections. */
const BUDGETS = [
  { connections: 64, ofNginx: 0.45, p99Ms: 5 },
  { connections: 256, ofNginx: 0.6, p99Ms: 12 },
];

/** How many times the script that people write instead. */
const TIMES_THE_SCRIPT = 6;

/** Durable decisions a second over real HTTP beside peers. Throws without `wrk`. */
export async function throughputReport(effort: Effort): Promise<Report> {
  if (!await isInstalled('wrk')) throw new Error('The load comes from wrk. To install it: apt install wrk.');
  const { present, missing } = await takePart([plumRoutes, nginx, expressRedis]);
  for (const line of missing) console.error(line);
  const quiet = new QuietMoments();
  const lines: Line[] = [];
  for (const completing of [false, true]) {
    const loads = BUDGETS.map(({ connections }) => ({ connections, seconds: effort.seconds, completing }));
    lines.push(...await compare(present, loads, effort.rounds, quiet));
  }
  return {
    name: 'throughput',
    title: 'Durable decisions over HTTP',
    body: `${bodyOf(lines, effort)}\n${quiet.remark}`,
    missed: [...missing, ...BUDGETS.flatMap((budget) => missesOf(budget, lines))],
    versions: await versions(),
  };
}

function find(lines: readonly Line[], { name }: Entrant, load: Omit<Load, 'seconds'>): Line | undefined {
  return lines.find((line) =>
    line.name === name && line.load.connections === load.connections &&
    line.load.completing === load.completing
  );
}

function bodyOf(lines: readonly Line[], { rounds, seconds }: Effort): string {
  const headings = ['Load', 'Connections', 'Service', 'Requests/s', 'of nginx', 'p50 ms', 'p99 ms', 'CPU µs'];
  const table = markdownTable(headings, lines.map((line) => cellsOf(line, find(lines, nginx, line.load))));
  return `\`wrk\` on one thread, on the same machine: everybody shares its cores. Medians of ${rounds} rounds of
${seconds} s, the contenders by turns. Every routed call is a new session; where calls are completed too, half of the
requests are completions. nginx draws at random and remembers nothing: it is the ceiling, not a rival. Ours and
Express + Redis have every answer on disk before it is given. "CPU" is the service's processor time for a request, all
its threads together: on a busy machine the figure to trust.\n\n${table}`;
}

function cellsOf(line: Line, ceiling: Line | undefined): string[] {
  return [
    line.load.completing ? 'routed and completed' : 'routed',
    String(line.load.connections),
    line.name,
    line.requestsPerSecond.toFixed(0),
    ceiling ? figure(line.requestsPerSecond / ceiling.requestsPerSecond) : '',
    figure(line.p50Ms),
    figure(line.p99Ms),
    Number.isNaN(line.cpuMicros) ? '' : figure(line.cpuMicros),
  ];
}

function missesOf(budget: typeof BUDGETS[number], lines: readonly Line[]): string[] {
  const load = { connections: budget.connections, completing: false };
  const [ours, ceiling, script] = [plumRoutes, nginx, expressRedis].map((entrant) =>
    find(lines, entrant, load)
  );
  if (!ours) return [];
  const ratioTo = (peer: Line | undefined) =>
    peer ? ours.requestsPerSecond / peer.requestsPerSecond : Infinity;
  const checks: [boolean, string][] = [
    [ratioTo(ceiling) >= budget.ofNginx, `${figure(ratioTo(ceiling))} of nginx, bar ≥ ${budget.ofNginx}`],
    [ours.p99Ms <= budget.p99Ms, `p99 ${figure(ours.p99Ms)} ms, bar ≤ ${budget.p99Ms} ms`],
    [
      ratioTo(script) >= TIMES_THE_SCRIPT,
      `${figure(ratioTo(script))} times Express + Redis, bar ≥ ${TIMES_THE_SCRIPT}`,
    ],
  ];
  return checks.filter(([met]) => !met).map(([, fault]) => `${budget.connections} connections: ${fault}`);
}

async function versions(): Promise<Record<string, string>> {
  const programs = {
    nginx: ['nginx', '-v'],
    Redis: ['redis-server', '--version'],
    Node: ['node', '--version'],
  };
  const found: Record<string, string> = {};
  for (const [name, [command, flag]] of Object.entries(programs)) {
    if (await isInstalled(command)) found[name] = await versionOf(command, flag);
  }
  return found;
}

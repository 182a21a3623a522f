import { API_KEY, startServer } from '../support/server.ts';
import { median } from '../support/median.ts';
import { QuietMoments } from '../support/quiet-moments.ts';
import { isInstalled } from '../support/program.ts';
import { GROUP } from '../throughput/plum-routes.ts';
import { applyLoad, type LoadFigures } from '../throughput/wrk.ts';
import { fillSqlite } from './filled-stores.ts';
import type { Past } from './past.ts';

const LOAD = { connections: 32, seconds: 4, completing: true };
const ROUNDS = 5;

type Measured = Pick<LoadFigures, 'requestsPerSecond' | 'p50Ms' | 'p99Ms'>;

/** What the calls of a service get while nobody reads, and while somebody does. */
export interface BesideCalls {
  readonly alone: Measured;
  readonly reading: Measured;
  /** How many reports were read in a round. */
  readonly reports: number;
  /** How far that can be trusted. */
  readonly remark: string;
}

/**
 * Calls through a running service whose past this is, alone and while a client reads the report of the last day again
 * and again, by turns. Undefined without `wrk`.
 */
export async function measureBesideCalls(past: Past): Promise<BesideCalls | undefined> {
  if (!await isInstalled('wrk')) return undefined;
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  await createGroups(dataDir, past.groups);
  fillSqlite(dataDir, past);
  const server = await startServer(dataDir);
  try {
    const [group] = await server.client.groups();
    const routeUrl = `${server.url}${new URL(group.url).pathname}`;
    const load = () => applyLoad({ name: 'Plum Routes', routeUrl, completePath: '/ws/complete' }, LOAD);
    const quiet = new QuietMoments(1);
    const rounds: Omit<BesideCalls, 'remark'>[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const alone = await quiet.measure([server.process.pid], load);
      const beside = await quiet.measure([server.process.pid], () => whileReading(server.url, load));
      rounds.push({ alone, ...beside });
    }
    return { ...middleOf(rounds), remark: quiet.remark };
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function createGroups(dataDir: string, groups: number) {
  const server = await startServer(dataDir);
  for (let number = 1; number <= groups; number++) {
    await server.client.create({ ...GROUP, name: `Benchmark ${number}` });
  }
  await server.stop();
}

async function whileReading(url: string, load: () => Promise<LoadFigures>) {
  let isOver = false;
  const reading = readUntil(url, () => isOver);
  const figures = await load();
  isOver = true;
  return { reading: figures, reports: await reading };
}

/** Answers how many reports it read. */
async function readUntil(url: string, isOver: () => boolean): Promise<number> {
  const headers = { authorization: `Bearer ${API_KEY}` };
  let reports = 0;
  while (!isOver()) {
    const response = await fetch(`${url}/api/v1/reports?period=last-24-hours&by=total`, { headers });
    const text = await response.text();
    if (!response.ok) throw new Error(`No report: ${text}`);
    reports += 1;
  }
  return reports;
}

function middleOf(rounds: readonly Omit<BesideCalls, 'remark'>[]): Omit<BesideCalls, 'remark'> {
  const middle = (of: 'alone' | 'reading'): Measured => ({
    requestsPerSecond: median(rounds.map((round) => round[of].requestsPerSecond)),
    p50Ms: median(rounds.map((round) => round[of].p50Ms)),
    p99Ms: median(rounds.map((round) => round[of].p99Ms)),
  });
  return {
    alone: middle('alone'),
    reading: middle('reading'),
    reports: median(rounds.map(({ reports }) => reports)),
  };
}

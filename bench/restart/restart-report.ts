import { deepStrictEqual } from 'node:assert/strict';
import { groupInput, type GroupOutput } from '../../src/contract/group.ts';
import type { RoutesClient } from '../../src/cli/client.ts';
import { figure, markdownTable, type Report } from '../report.ts';
import { groupOf } from '../fairness/profiles.ts';
import { Child } from '../support/child.ts';
import { median } from '../support/median.ts';
import { QuietMoments } from '../support/quiet-moments.ts';
import { stop, until } from '../support/program.ts';
import { type Server, spawnServer, startServer } from '../support/server.ts';

const ATTEMPTS = 1_000_000;
const GROUPS = 20;
const STARTS = 3;
const MOST_SECONDS = 3;

/** How many calls are open at each destination, by its id. */
type Counts = [destinationId: number, active: number][];

/** The time from the start of the process until it answers a call, with many open attempts, after it was killed. */
export async function restartReport(): Promise<Report> {
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  try {
    const groups = await createGroups(dataDir);
    const probe = new URL(groups.at(-1)!.url).pathname;
    const quiet = new QuietMoments();
    const start = (counts: Counts) => quiet.measure([], () => startedAndKilled(dataDir, probe, counts));
    const empty = await start([]);
    console.error(`Opening ${ATTEMPTS.toLocaleString('en')} attempts …`);
    const counts = await fill(dataDir, groups.slice(0, -1));
    const full = [];
    for (let number = 1; number <= STARTS; number++) full.push(await start(counts));
    return reportOf(empty, full, quiet.remark);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** Groups to fill, and a last one for the calls that ask whether the service is there. */
async function createGroups(dataDir: string): Promise<GroupOutput[]> {
  const server = await startServer(dataDir);
  const groups = [];
  for (let number = 0; number <= GROUPS; number++) {
    const destinations = [40, 30, 20, 10].map((percent, index) => ({
      name: 'ABCD'[index],
      uri: `sip:${'abcd'[index]}@10.0.0.1`,
      percent,
    }));
    groups.push(await server.client.create(groupInput.parse({ name: `Group ${number}`, destinations })));
  }
  await server.stop();
  return groups;
}

async function fill(dataDir: string, groups: readonly GroupOutput[]): Promise<Counts> {
  const script = new URL('./fill.ts', import.meta.url);
  const child = new Child(script, dataDir, ATTEMPTS, JSON.stringify(groups.map(routeGroupOf)));
  try {
    return await child.next<Counts>();
  } finally {
    await child.kill();
  }
}

function routeGroupOf({ id, url, key, destinations }: GroupOutput) {
  const group = groupOf(destinations.map(({ percent }) => percent * 100));
  return {
    ...group,
    id,
    key,
    accountId: Number(new URL(url).pathname.split('/')[3]),
    destinations: group.destinations.map((each, index) => ({ ...each, id: destinations[index].id })),
  };
}

/** Seconds until a call was answered. Throws when a count is not what it was before. */
async function startedAndKilled(dataDir: string, probe: string, expected: Counts): Promise<number> {
  const start = performance.now();
  const server = await spawnServer(dataDir);
  try {
    await until('the service to answer a call', () => routes(server, probe));
    const seconds = (performance.now() - start) / 1000;
    deepStrictEqual(await countsOf(server.client, expected), expected);
    return seconds;
  } finally {
    await stop(server.process, 'SIGKILL');
  }
}

async function routes({ url }: Server, probe: string): Promise<boolean> {
  const response = await fetch(`${url}${probe}`, { method: 'POST' });
  return (await response.json()).success === true;
}

async function countsOf(client: RoutesClient, expected: Counts): Promise<Counts> {
  const { groups } = await client.live();
  const active = new Map(
    groups.flatMap(({ destinations }) => destinations.map(({ id, active }) => [id, active])),
  );
  return expected.map(([id]) => [id, active.get(id) ?? NaN]);
}

function reportOf(empty: number, full: readonly number[], remark: string): Report {
  const seconds = median(full);
  const table = markdownTable(['Open attempts', 'Seconds until the first answer'], [
    ['none', figure(empty)],
    [ATTEMPTS.toLocaleString('en'), `${figure(seconds)} (${full.map(figure).join(', ')})`],
  ]);
  return {
    name: 'restart',
    title: 'Restart',
    body:
      `From the start of the process, as a user starts it, until it answers a call, after the process before was
killed: the median of ${STARTS} starts. Every destination's calls in progress are then compared with what they were;
one that differs would have failed this benchmark. The bar is ${MOST_SECONDS} s.\n\n${table}\n${remark}`,
    missed: seconds > MOST_SECONDS ? [`${figure(seconds)} s, bar ≤ ${MOST_SECONDS} s`] : [],
  };
}

/**
 * Holds a switchboard with so many groups and open attempts, says what they weigh, and then answers each question
 * ("one" or "all": which groups the calls are for) with the decisions it made in a second.
 */
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { groupOf } from '../fairness/profiles.ts';
import { linesOf } from '../support/child.ts';

const CONCURRENCY = 256;
const ROUND_MS = 3000;
const FOUR = [4000, 3000, 2000, 1000];

const [groupCount, attemptCount] = Deno.args.map(Number);
const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
const groups = Array.from({ length: groupCount }, (_, index) => groupNumber(index + 1));
const switchboard = openEmbeddedSwitchboard({ dataDir, groups, log: silentLog });
const before = memory();
await inParallel((call) => place(call, groups[call % groupCount]), (call) => call < attemptCount);
const after = memory();
console.log(JSON.stringify({ heap: after.heap - before.heap, resident: after.resident - before.resident }));

let calls = attemptCount;
for await (const question of linesOf(Deno.stdin.readable)) {
  const chosen = question === 'one' ? [groups[0]] : groups;
  console.log(JSON.stringify({ decisionsPerSecond: await round(chosen) }));
}

/** Each call that is placed ends the oldest one, so that their number stays. */
async function round(chosen: readonly RouteGroup[]): Promise<number> {
  const first = calls;
  const start = performance.now();
  await inParallel(async (call) => {
    await place(first + call, chosen[Math.floor(Math.random() * chosen.length)]);
    await switchboard.complete({ session: sessionOf(first + call - Math.max(attemptCount, CONCURRENCY)) });
    calls += 1;
  }, () => performance.now() - start < ROUND_MS);
  return ((calls - first) * 1000) / (performance.now() - start);
}

async function place(call: number, { accountId, key }: RouteGroup) {
  const answer = await switchboard.place({ accountId, key, session: sessionOf(call) });
  if (answer.kind === 'refused' || answer.degraded) {
    throw new Error(`Call ${call}: ${JSON.stringify(answer)}.`);
  }
}

/** Does a numbered piece of work again and again, so many at a time. */
async function inParallel(work: (number: number) => Promise<void>, more: (number: number) => boolean) {
  let next = 0;
  await Promise.all(Array.from({ length: CONCURRENCY }, async () => {
    while (more(next)) await work(next++);
  }));
}

function sessionOf(call: number): string {
  return `000005;000;${1_190_752_725 + call}`;
}

function groupNumber(id: number): RouteGroup {
  const group = groupOf(FOUR);
  const destinations = group.destinations.map((each, index) => ({ ...each, id: id * FOUR.length + index }));
  return { ...group, id, key: id.toString(16).padStart(32, '0'), destinations };
}

function memory(): { heap: number; resident: number } {
  (globalThis as { gc?: () => void }).gc!();
  const { heapUsed, rss } = Deno.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

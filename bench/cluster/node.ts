/**
 * One node with its callers: answers each line ("placed", or "completed" when each call is also ended) with what it did
 * in a few seconds. Arguments: the database's address, or "embedded"; how many groups; how many calls at a time.
 */
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { groupOf } from '../fairness/profiles.ts';
import { linesOf } from '../support/child.ts';

/** What a node did in a round. */
export interface Round {
  readonly placedPerSecond: number;
  /** How long each call waited for its destination, in milliseconds. */
  readonly waits: readonly number[];
}

const ROUND_MS = 4000;
const FOUR = [4000, 3000, 2000, 1000];

if (import.meta.main) await serve(Deno.args[0], Number(Deno.args[1]), Number(Deno.args[2]));

async function serve(storage: string, groupCount: number, concurrency: number) {
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  const groups = Array.from({ length: groupCount }, (_, index) => groupNumber(index + 1));
  const common = { dataDir, groups, log: silentLog };
  const switchboard = storage === 'embedded'
    ? openEmbeddedSwitchboard(common)
    : await openClusteredSwitchboard({ ...common, url: storage });
  const own = crypto.randomUUID();
  let calls = 0;
  console.log('"ready"');
  for await (const question of linesOf(Deno.stdin.readable)) {
    console.log(JSON.stringify(await round(question)));
  }
  await switchboard.close();
  await Deno.remove(dataDir, { recursive: true });

  async function round(question: string): Promise<Round> {
    const waits: number[] = [];
    const start = performance.now();
    await Promise.all(Array.from({ length: concurrency }, async () => {
      while (performance.now() - start < ROUND_MS) waits.push(await call(question === 'completed'));
    }));
    return { placedPerSecond: (waits.length * 1000) / (performance.now() - start), waits };
  }

  async function call(isCompleted: boolean): Promise<number> {
    const session = `${own}-${++calls}`;
    const { accountId, key } = groups[Math.floor(Math.random() * groups.length)];
    const start = performance.now();
    const answer = await switchboard.place({ accountId, key, session });
    const waited = performance.now() - start;
    if (answer.kind === 'refused' || answer.degraded) throw new Error(JSON.stringify(answer));
    if (isCompleted) await switchboard.complete({ session });
    return waited;
  }
}

function groupNumber(id: number): RouteGroup {
  const group = groupOf(FOUR);
  const destinations = group.destinations.map((each, index) => ({ ...each, id: id * FOUR.length + index }));
  return { ...group, id, key: id.toString(16).padStart(32, '0'), destinations };
}

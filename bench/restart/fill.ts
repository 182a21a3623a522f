/**
 * Opens attempts in the database of a stopped service, as many as asked, over the groups given as JSON (`RouteGroup`s);
 * says how many are open at each destination and waits to be killed: a crash, not an orderly end.
 */
import { silentLog } from '../../src/log.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { openEmbeddedSwitchboard } from '../../src/switchboard/embedded/embedded-switchboard.ts';

const CONCURRENCY = 2000;

const [dataDir, count, groupsJson] = Deno.args;
const groups = JSON.parse(groupsJson) as RouteGroup[];
const switchboard = openEmbeddedSwitchboard({ dataDir, groups, log: silentLog });
let call = 0;
await Promise.all(Array.from({ length: CONCURRENCY }, async () => {
  while (call < Number(count)) await place(call++);
}));
const snapshots = await switchboard.snapshots(groups.map(({ id }) => id));
console.log(
  JSON.stringify(
    [...snapshots.values()].flatMap(({ destinations }) => destinations.map(({ id, active }) => [id, active])),
  ),
);

async function place(number: number) {
  const { accountId, key } = groups[number % groups.length];
  const answer = await switchboard.place({ accountId, key, session: `000005;000;${1_190_752_725 + number}` });
  if (answer.kind === 'refused' || answer.degraded) {
    throw new Error(`Call ${number}: ${JSON.stringify(answer)}.`);
  }
}

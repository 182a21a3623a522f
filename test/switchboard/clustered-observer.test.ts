import assert from 'node:assert/strict';
import { openPostgres } from '../../scripts/postgres.ts';
import { silentLog } from '../../src/log.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import { Listener } from '../contract/observer-contract.ts';
import { openClusterBench } from '../support/clustered-bench.ts';
import { routeGroup, split } from '../support/groups.ts';
import { until } from '../support/until.ts';

const group = routeGroup({ destinations: split(50, 30, 20) });
const { accountId, key } = group;
/** So many that the nodes get into each other's way. */
const ROUNDS = 50;

const sessions = Array.from({ length: 100 }, (_, call) => `call-${call}`);

Deno.test('what a node decided in vain, because another was faster, is not told', async () => {
  const heard = new Listener();
  // In groups of their own, the nodes lock nothing in common: they find out about each other when they write.
  const groups = [group, routeGroup({ id: 2, destinations: split(50, 50) })];
  const { nodes, close } = await openClusterBench(groups, 2, heard);
  const placeAtBoth = (session: (node: number) => string) =>
    Promise.all(nodes.map((node, index) => {
      const { accountId, key } = groups[index];
      return node.place({ accountId, key, session: session(index) });
    }));
  for (let round = 0; round < ROUNDS; round++) {
    const own = (node: number) => `${round}: node ${node}`;
    await placeAtBoth(own);
    await Promise.all([placeAtBoth(own), placeAtBoth(() => `${round}: both`)]);
  }
  await close();
  const { retried, superseded } = Object.groupBy(heard.endings, (reason) => reason);
  assert.equal(retried?.length, 2 * ROUNDS);
  assert.equal(superseded?.length, ROUNDS, 'what both nodes placed is at one place in the end');
});

Deno.test('what a node ends without its database is told at once, and not again when the database is back', async () => {
  const server = await openPostgres();
  const dataDir = await Deno.makeTempDir();
  const heard = new Listener();
  const options = {
    url: server.url(),
    dataDir,
    groups: [group],
    log: silentLog,
    observer: heard,
    retryMs: 20,
  };
  const node = await openClusteredSwitchboard(options);
  await Promise.all(sessions.map((session) => node.place({ accountId, key, session })));
  await server.stop('immediate');
  const answers = await Promise.all(sessions.map((session) => node.complete({ session })));
  assert.ok(answers.every(({ completed, degraded }) => completed === 1 && degraded));
  assert.equal(heard.endings.length, sessions.length);
  const commits = heard.commitsMs.length;
  await server.start();
  await until(() => node.health().durable && heard.commitsMs.length > commits);
  assert.equal(heard.endings.length, sessions.length);
  const ended = await server.query(`SELECT FROM attempt WHERE end_reason = 'completed'`);
  assert.equal(ended.length, sessions.length);
  await node.close();
  await server.close();
  await Deno.remove(dataDir, { recursive: true });
});

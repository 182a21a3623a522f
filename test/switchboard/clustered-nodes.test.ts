import assert from 'node:assert/strict';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { type ClusterBench, openClusterBench } from '../support/clustered-bench.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { activeAt, placedAt, snapshotOf } from '../support/snapshot.ts';

const NODES = 3;

function test(title: string, groups: readonly RouteGroup[], body: (bench: ClusterBench) => Promise<void>) {
  Deno.test(`nodes of a cluster ${title}`, async () => {
    const bench = await openClusterBench(groups, NODES);
    try {
      await body(bench);
    } finally {
      await bench.close();
    }
  });
}

function place(node: Switchboard, session: string | undefined, { accountId, key } = routeGroup()) {
  return node.place({ accountId, key, session });
}

/** Every node at once, so many times each. */
function everywhere<Result>(
  { nodes }: ClusterBench,
  times: number,
  ask: (node: Switchboard, index: number) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(Array.from({ length: times * NODES }, (_, index) => ask(nodes[index % NODES], index)));
}

for (const balance of ['active', 'calls'] as const) {
  test(`keep one ledger: 900 calls at once are shared out exactly (${balance})`, [
    routeGroup({ balance, destinations: split(60, 30, 10) }),
  ], async (bench) => {
    const answers = await everywhere(bench, 300, (node, call) => place(node, `call-${call}`));
    assert.ok(answers.every(({ kind, degraded }) => kind === 'placed' && !degraded));
    for (const node of bench.nodes) assert.deepEqual(await placedAt(node), [540, 270, 90]);
  });
}

test('never go over a cap together', [
  routeGroup({
    destinations: [destination(1, 50, { maxActive: 17 }), destination(2, 50, { maxActive: 4 })],
  }),
], async (bench) => {
  const answers = await everywhere(bench, 40, (node, call) => place(node, `call-${call}`));
  assert.deepEqual(await activeAt(bench.switchboard), [17, 4]);
  assert.equal(answers.filter(({ kind }) => kind === 'placed').length, 21);
});

test('have a session that asks all of them at once at one destination', [
  routeGroup({ destinations: split(40, 30, 20, 10) }),
], async (bench) => {
  for (let round = 0; round < 10; round++) {
    const answers = await everywhere(bench, 1, (node) => place(node, `call-${round}`));
    const names = answers.map((answer) => answer.kind === 'placed' && answer.name);
    assert.equal(new Set(names).size, NODES, 'each further one is a retry');
  }
  assert.equal((await snapshotOf(bench.switchboard))!.active, 10);
});

test('move a session between groups, whoever is asked', [
  routeGroup({ id: 1, destinations: split(100) }),
  routeGroup({ id: 2, destinations: [destination(5, 100)] }),
  routeGroup({ id: 3, destinations: [destination(6, 100)] }),
], async (bench) => {
  const ask = (node: Switchboard, index: number) =>
    place(node, `call-${index % 5}`, routeGroup({ id: 1 + Math.floor(index / 2) % 3 }));
  for (let round = 0; round < 8; round++) await everywhere(bench, 20, ask);
  const snapshots = await bench.switchboard.snapshots([1, 2, 3]);
  assert.equal(snapshots.values().reduce((sum, { active }) => sum + active, 0), 5);
});

test('complete a call once, whoever is asked', [routeGroup()], async (bench) => {
  for (let call = 0; call < 10; call++) await place(bench.nodes[call % NODES], `call-${call}`);
  const answers = await everywhere(
    bench,
    20,
    (node, index) => node.complete({ session: `call-${index % 10}` }),
  );
  assert.equal(answers.reduce((sum, { completed }) => sum + completed, 0), 10);
  assert.deepEqual(await activeAt(bench.switchboard), [0, 0]);
});

test(
  'end what nobody completes, once',
  [routeGroup({ sessionTtlSeconds: 60, retryWindowSeconds: 30 })],
  async (bench) => {
    await everywhere(bench, 50, (node) => place(node, undefined));
    await bench.pass(61);
    for (const node of bench.nodes) assert.deepEqual(await activeAt(node), [0, 0]);
  },
);

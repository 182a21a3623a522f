import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Destination, RouteGroup } from '../../src/routing/route-group.ts';
import type { GroupSnapshot, Switchboard } from '../../src/switchboard/switchboard.ts';
import type { Bench } from '../contract/switchboard-contract.ts';
import { type ClusterBench, openClusterBench } from '../support/clustered-bench.ts';
import { openEmbeddedBench } from '../support/embedded-bench.ts';
import { destination, routeGroup } from '../support/groups.ts';
import { until } from '../support/until.ts';

const NODES = 2;
const GROUPS = [1, 2, 3];
const SESSIONS = ['a', 'b', 'c', 'd', 'e', undefined];

const groupId = fc.constantFrom(...GROUPS);
const node = fc.nat(NODES - 1);
const session = fc.constantFrom(...SESSIONS);

/** Three of four destinations may be in a group, each with a weight, a cap and a state of its own. */
const shape = fc.array(
  fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    weight: fc.integer({ min: 0, max: 5 }),
    tier: fc.constantFrom(1, 1, 2),
    maxActive: fc.constantFrom(null, null, 0, 1, 3),
    state: fc.constantFrom('enabled' as const, 'enabled' as const, 'draining' as const),
  }),
  { maxLength: 3 },
);

const step = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('place' as const), node, groupId, session }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('complete' as const), node, session }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('complete within' as const), node, groupId, session }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), node, groupId, session }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 59, 121, 301) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), groupId, shape }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), groupId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

/** The groups as last edited; those that are removed keep their version. */
class Configuration {
  readonly #groups = new Map(GROUPS.map((id) => [id, groupOf(id, 1, [])]));
  readonly #removed = new Set<number>();

  get present(): RouteGroup[] {
    return [...this.#groups.values()].filter(({ id }) => !this.#removed.has(id));
  }

  of(id: number): RouteGroup {
    return this.#groups.get(id)!;
  }

  edit(id: number, shape: Shape): RouteGroup {
    const next = groupOf(id, this.of(id).version + 1, shape);
    this.#groups.set(id, next);
    this.#removed.delete(id);
    return next;
  }

  remove(id: number) {
    this.#removed.add(id);
  }
}

function groupOf(id: number, version: number, shape: Shape): RouteGroup {
  const distinct = [...new Map(shape.map((each) => [each.id, each])).values()];
  const total = distinct.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const destinations = distinct.map((each): Destination =>
    destination(id * 10 + each.id, Math.floor((10_000 * each.weight) / total) / 100, {
      tier: each.tier,
      maxActive: each.maxActive,
      state: each.state,
      uri: `sip:${each.id}@group-${id}`,
    })
  );
  const balance = id === 1 ? 'calls' : 'active';
  return routeGroup({ id, version, balance, destinations, sessionTtlSeconds: 300, retryWindowSeconds: 60 });
}

Deno.test('two nodes of a cluster answer every call as one embedded switchboard does, on random histories', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const configuration = new Configuration();
      const embedded = await openEmbeddedBench(configuration.present);
      const cluster = await openClusterBench(configuration.present, NODES);
      try {
        for (const id of GROUPS) {
          const whole = configuration.edit(id, [
            { id: 1, weight: 3, tier: 1, maxActive: null, state: 'enabled' },
            { id: 2, weight: 2, tier: 1, maxActive: null, state: 'enabled' },
          ]);
          for (const switchboard of [embedded.switchboard, ...cluster.nodes]) switchboard.configure(whole);
        }
        for (const each of steps) await playOnBoth(each, embedded, cluster, configuration);
      } finally {
        await embedded.close();
        await cluster.close();
      }
    }),
    { numRuns: 25 },
  );
});

async function playOnBoth(each: Step, embedded: Bench, cluster: ClusterBench, configuration: Configuration) {
  if (each.do === 'pass') {
    await embedded.pass(each.seconds);
    await cluster.pass(each.seconds);
  } else if (each.do === 'reopen') {
    await embedded.reopen(configuration.present);
    await cluster.reopen(configuration.present);
  } else if (each.do === 'edit') {
    const next = configuration.edit(each.groupId, each.shape);
    for (const switchboard of [embedded.switchboard, ...cluster.nodes]) switchboard.configure(next);
    // A cluster's ledger follows with a batch of its own, which nobody waits for.
    await until(async () =>
      isDeepStrictEqual(await live(cluster.switchboard), await live(embedded.switchboard))
    );
  } else if (each.do === 'remove') {
    configuration.remove(each.groupId);
    for (const switchboard of [embedded.switchboard, ...cluster.nodes]) switchboard.remove(each.groupId);
  } else if (each.do === 'release') {
    const answer = await release(embedded, embedded.switchboard, each);
    assert.deepEqual(await release(cluster, cluster.nodes[each.node], each), answer);
  } else {
    const answer = await ask(embedded.switchboard, each, configuration);
    assert.deepEqual(await ask(cluster.nodes[each.node], each, configuration), answer);
  }
  assert.deepEqual(await live(cluster.switchboard), await live(embedded.switchboard));
}

/** All attempts of a session, or all of a group that have none. */
async function release(bench: Bench, switchboard: Switchboard, { groupId, session }: Release) {
  const attempts = (await bench.openAttempts()).filter((attempt) =>
    session === undefined
      ? attempt.session === null && attempt.groupId === groupId
      : attempt.session === session
  );
  return await switchboard.release({ accountId: 1, attempts });
}

type Release = Extract<Step, { do: 'release' }>;

function ask(
  switchboard: Switchboard,
  each: Exclude<Extract<Step, { node: number }>, Release>,
  configuration: Configuration,
): Promise<unknown> {
  const { session } = each;
  if (each.do === 'place') {
    const { accountId, key } = configuration.of(each.groupId);
    return switchboard.place({ accountId, key, session });
  }
  if (session === undefined) return Promise.resolve();
  if (each.do === 'complete') return switchboard.complete({ session });
  const { accountId, key } = configuration.of(each.groupId);
  return switchboard.complete({ session, within: { accountId, key } });
}

/** Without since when it counts: a cluster's ledger begins with its first call or edit. */
async function live(switchboard: Switchboard): Promise<Omit<GroupSnapshot, 'sinceMs'>[]> {
  const snapshots = await switchboard.snapshots(GROUPS);
  return [...snapshots.values()].map(({ sinceMs: _, ...rest }) => rest);
}

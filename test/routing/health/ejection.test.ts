import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Attempt } from '../../../src/routing/attempt.ts';
import { DEFAULT_POLICIES } from '../../../src/routing/default-policies.ts';
import type { Ending } from '../../../src/routing/ending.ts';
import { isOut } from '../../../src/routing/health/health.ts';
import type { SharedCap } from '../../../src/routing/policies.ts';
import type { Destination } from '../../../src/routing/route-group.ts';
import { writeTallies } from '../../../src/switchboard/books/tallies-text.ts';
import { destination } from '../../support/groups.ts';
import { wallClock } from '../calendar/wall-clock-oracle.ts';
import { PlayedGroup } from '../../support/played-group.ts';

const NIGHTLY = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'wed', 'sun'] as const, from: '20:00', to: '04:00' }],
  closed: [],
};

const anyDestination = (id: number): fc.Arbitrary<Destination> =>
  fc.record({
    percent: fc.constantFrom(0, 10, 25, 50),
    tier: fc.constantFrom(1, 1, 2),
    maxActive: fc.constantFrom(null, null, 3),
    state: fc.constantFrom('enabled' as const, 'enabled' as const, 'draining' as const),
    hours: fc.constantFrom(null, null, NIGHTLY),
    caps: fc.constantFrom([], [], [{ per: 'hour' as const, calls: 4 }]),
  }).map(({ percent, ...fields }) => destination(id, percent, fields));

const ending = fc.constantFrom<Ending>(
  { reason: 'completed' },
  { reason: 'retried' },
  { reason: 'retried' },
  { reason: 'completed', outcome: 'failed' },
  { reason: 'retried', outcome: 'busy' },
  { reason: 'expired' },
);
const step = fc.record({
  seconds: fc.constantFrom(0, 0, 1, 31, 70, 4000),
  ends: fc.nat(6),
  how: ending,
  tried: fc.subarray([1, 2, 3, 4, 5], { maxLength: 2 }),
});
const history = fc.record({
  destinations: fc.tuple(...[1, 2, 3, 4, 5].map(anyDestination)),
  panicPercent: fc.constantFrom(0, 50, 100),
  mode: fc.constantFrom('on' as const, 'observe' as const),
  balance: fc.constantFrom('active' as const, 'calls' as const),
  sharedCaps: fc.subarray<SharedCap>([
    { name: 'Vendor', destinations: [1, 2], maxActive: 4, caps: [] },
    { name: 'Trunk', destinations: [2, 3, 4], maxActive: null, caps: [{ per: 'hour', calls: 6 }] },
  ]),
  steps: fc.array(step, { maxLength: 150, size: 'max' }),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

type Placement = ReturnType<PlayedGroup['ask']>;

/** Looks at a group before each request for a destination, and then at the answer. */
type Observer = (
  group: PlayedGroup,
  tried: readonly number[],
  open: readonly Attempt[],
) => (answer: Placement) => void;

function play({ steps, panicPercent, mode, ...fields }: History, observe?: Observer): PlayedGroup {
  const health = {
    ...DEFAULT_POLICIES.health,
    consecutiveFailures: 2,
    minimumAttempts: 5,
    panicPercent,
    mode,
  };
  const group = new PlayedGroup({ ...fields, health });
  const open: Attempt[] = [];
  for (const { seconds, ends, how, tried } of steps) {
    group.pass(seconds);
    const check = observe?.(group, tried, open);
    const answer = group.ask(tried);
    check?.(answer);
    if (answer.kind === 'placed') open.push(answer.attempt);
    if (ends < open.length) group.end(open.splice(ends, 1)[0], how);
  }
  return group;
}

const clock = wallClock('America/New_York');
const hourOf = (atMs: number) => Math.floor(atMs / 3_600_000);

/** `NIGHTLY`, read off the wall. */
function isOpenNow({ hours }: Destination, nowMs: number): boolean {
  if (hours === null) return true;
  const { weekday, minute } = clock(nowMs);
  return minute >= 1200 ? [0, 2, 6].includes(weekday) : minute < 240 && [1, 3, 0].includes(weekday);
}

const isInForce = (each: Destination, nowMs: number) =>
  each.state === 'enabled' && each.basisPoints > 0 && isOpenNow(each, nowMs);
const pointsOf = (all: readonly Destination[]) => all.reduce((sum, { basisPoints }) => sum + basisPoints, 0);

/** Who is ejected to some effect: a tier gets its ejected ones back when it can't do without them. */
function ejectedIn({ ledger: { group, tallies }, nowMs }: PlayedGroup): Set<number> {
  if (group.health.mode !== 'on') return new Set();
  const inForce = group.destinations.filter((each) => isInForce(each, nowMs));
  const isLeft = ({ id }: Destination) => !isOut(tallies.get(id)!.health, nowMs);
  const ejected = inForce.filter((each) => {
    const tier = inForce.filter(({ tier }) => tier === each.tier);
    const left = tier.filter(isLeft);
    const isEnough = left.length > 0 && pointsOf(left) * 100 >= group.health.panicPercent * pointsOf(tier);
    const isHelped = inForce.some((other) => other.tier > each.tier && isLeft(other));
    return !isLeft(each) && (isEnough || isHelped);
  });
  return new Set(ejected.map(({ id }) => id));
}

Deno.test('no policy yields a destination that is not eligible, and none refuses while one is', () => {
  fc.assert(
    fc.property(history, (history) => {
      const placed: Attempt[] = [];
      const observe: Observer = (group, tried, open) => {
        const { nowMs, ledger: { group: { destinations, sharedCaps } } } = group;
        const ejected = ejectedIn(group);
        const activeAt = (...ids: number[]) => open.filter((each) => ids.includes(each.destinationId)).length;
        const usedAt = (...ids: number[]) =>
          placed.filter((each) =>
            ids.includes(each.destinationId) && hourOf(each.openedAtMs) === hourOf(nowMs)
          ).length;
        const eligible = destinations.filter((each) =>
          isInForce(each, nowMs) && !tried.includes(each.id) && !ejected.has(each.id) &&
          activeAt(each.id) < (each.maxActive ?? Infinity) &&
          each.caps.every(({ calls }) => usedAt(each.id) < calls) &&
          sharedCaps.every(({ destinations: ids, maxActive, caps }) =>
            !ids.includes(each.id) ||
            (activeAt(...ids) < (maxActive ?? Infinity) && caps.every(({ calls }) => usedAt(...ids) < calls))
          )
        );
        const best = Math.min(...eligible.map(({ tier }) => tier));
        return (answer) => {
          if (answer.kind === 'refused') return assert.deepEqual(eligible, []);
          placed.push(answer.attempt);
          const ids = eligible.filter(({ tier }) => tier === best).map(({ id }) => id);
          assert.ok(ids.includes(answer.attempt.destinationId), `${answer.attempt.destinationId} of ${ids}`);
        };
      };
      play(history, observe);
    }),
    { numRuns: 200 },
  );
});

Deno.test('ejection never takes everyone', () => {
  fc.assert(
    fc.property(history, (history) => {
      play(history, (group) => () => {
        const inForce = group.ledger.group.destinations.filter((each) => isInForce(each, group.nowMs));
        const { lanes } = group.ledger;
        const out = lanes.filter(({ barrier }) => barrier?.reason === 'ejected');
        assert.ok(out.length === 0 || out.length < inForce.length, `${out.length} of ${inForce.length}`);
      });
    }),
    { numRuns: 200 },
  );
});

Deno.test('equal histories leave equal states and events, to the letter', () => {
  fc.assert(fc.property(history, (history) => {
    const [one, other] = [play(history), play(history)];
    assert.equal(writeTallies(one.ledger.tallies), writeTallies(other.ledger.tallies));
    assert.deepEqual(one.events, other.events);
  }));
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freePlace } from '../../src/routing/accounting/places.ts';
import { chooseActive, floorOfProduct } from '../../src/routing/balance-active.ts';
import { chooseCalls } from '../../src/routing/balance-calls.ts';
import { type Ledger, openLedger, retireDestinations } from '../../src/routing/ledger.ts';
import { placeCall } from '../../src/routing/place.ts';
import { CALL } from '../../src/routing/tally.ts';
import { type Balance, type Destination, WHOLE } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

const BALANCES: readonly Balance[] = ['active', 'calls'];

/** The destination ids of the next calls of a ledger; `tried` are those that each call excludes. */
function placeMany(ledger: Ledger, calls: number, tried: readonly number[] = []): number[] {
  return Array.from({ length: calls }, () => placeOne(ledger, tried));
}

function placeOne(ledger: Ledger, tried: readonly number[] = []): number {
  const placement = placeCall(ledger, { attemptId: 1, session: null, chain: { tried, number: 1 } }, 0);
  assert.equal(placement.kind, 'placed');
  return placement.kind === 'placed' ? placement.lane.destination.id : 0;
}

function ledgerOf(balance: Balance, destinations: readonly Destination[]): Ledger {
  return openLedger(routeGroup({ balance, destinations }));
}

const activeOf = (ledger: Ledger) => ledger.lanes.map(({ tally }) => tally.active);
const placedOf = (ledger: Ledger) => ledger.lanes.map(({ tally }) => tally.placed);

/** Basis points of 2 to `most` destinations that sum to the whole; zeros may be among them. */
function shares(most: number): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(WHOLE), { minLength: 1, maxLength: most - 1 }).map((cuts) => {
    const points = [0, ...cuts.sort((a, b) => a - b), WHOLE];
    return points.slice(1).map((point, index) => point - points[index]);
  });
}

const toDestinations = (points: readonly number[]) =>
  points.map((each, index) => destination(index + 1, each / 100));

Deno.test('calls: no destination is ever a whole call away from its quota, whatever the percents', () => {
  fc.assert(
    fc.property(shares(40), fc.integer({ min: 1, max: 600 }), (points, calls) => {
      const ledger = ledgerOf('calls', toDestinations(points));
      for (let call = 1; call <= calls; call++) {
        placeOne(ledger);
        for (const { destination, tally } of ledger.lanes) {
          const away = Math.abs(tally.placed - (call * destination.basisPoints) / WHOLE);
          assert.ok(away < 1, `${away} calls away after ${call} at ${points}`);
        }
      }
    }),
    { numRuns: 150 },
  );
});

Deno.test('calls: keeps the quota with a thousand destinations, where slot tables break', () => {
  const ledger = ledgerOf('calls', split(...Array<number>(1000).fill(0.1)));
  placeMany(ledger, 3000);
  assert.deepEqual(new Set(placedOf(ledger)), new Set([3]));
});

for (const balance of BALANCES) {
  for (const equals of [26, 101]) {
    Deno.test(`${balance}: ${equals} equal destinations get equal shares (a table of 100 slots gives one 25 or 100 %)`, () => {
      const points = Array.from({ length: equals }, (_, index) => Math.floor(((index + 1) * WHOLE) / equals))
        .map((cut, index, cuts) => cut - (cuts[index - 1] ?? 0));
      const ledger = ledgerOf(balance, toDestinations(points));
      placeMany(ledger, equals * 20);
      for (const count of placedOf(ledger)) assert.ok(Math.abs(count - 20) <= 1, `${count} of 20`);
    });
  }

  Deno.test(`${balance}: while nothing completes, the calls in progress follow the percents`, () => {
    fc.assert(
      fc.property(shares(12), fc.integer({ min: 1, max: 400 }), (points, calls) => {
        const ledger = ledgerOf(balance, toDestinations(points));
        placeMany(ledger, calls);
        for (const { destination, tally } of ledger.lanes) {
          // The plain largest deficit stays below two calls in steady growth; corrections may add half a call.
          const bound = balance === 'calls' ? 1 : 2.5;
          const away = Math.abs(tally.active - (calls * destination.basisPoints) / WHOLE);
          assert.ok(away < bound, `${away} away after ${calls} at ${points}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  Deno.test(`${balance}: a closed destination's share spreads in proportion, not on its neighbour`, () => {
    const destinations = split(40, 30, 20, 10);
    destinations[0] = { ...destinations[0], state: 'disabled' };
    const ledger = ledgerOf(balance, destinations);
    placeMany(ledger, 600);
    assert.deepEqual(placedOf(ledger), [0, 300, 200, 100]);
  });

  Deno.test(`${balance}: a full destination's share spreads in proportion`, () => {
    const destinations = split(40, 30, 20, 10);
    destinations[0] = { ...destinations[0], maxActive: 40 };
    const ledger = ledgerOf(balance, destinations);
    placeMany(ledger, 640);
    const [full, ...rest] = activeOf(ledger);
    assert.equal(full, 40);
    rest.forEach((count, index) => assert.ok(Math.abs(count - [300, 200, 100][index]) <= 13, `${count}`));
  });

  Deno.test(`${balance}: what a retry excludes spreads in proportion`, () => {
    const ledger = ledgerOf(balance, split(40, 30, 20, 10));
    const first = placeMany(ledger, 300, [1]);
    assert.deepEqual([2, 3, 4].map((id) => first.filter((each) => each === id).length), [150, 100, 50]);
  });

  Deno.test(`${balance}: ties do not always favour the first entry`, () => {
    const ledger = ledgerOf(balance, split(25, 25, 25, 25));
    const firstOfRound = new Map<number, number>();
    for (let round = 0; round < 40; round++) {
      const ids = placeMany(ledger, 3);
      ids.forEach((id) => firstOfRound.set(id, (firstOfRound.get(id) ?? 0) + 1));
      ids.forEach((id) => freePlace(ledger.tallies.get(id)!, 0));
    }
    assert.deepEqual([...firstOfRound.values()], [30, 30, 30, 30]);
  });

  Deno.test(`${balance}: an edit before every call changes nothing (rebuilt schedules turn 60/40 into 100/0)`, () => {
    const steady = ledgerOf(balance, split(60, 40));
    let edited = ledgerOf(balance, split(60, 40));
    for (let call = 0; call < 100; call++) {
      edited = openLedger({ ...edited.group, version: call }, edited.tallies);
      assert.equal(placeOne(edited), placeOne(steady));
    }
    assert.deepEqual(placedOf(edited), [60, 40]);
  });

  Deno.test(`${balance}: a destination that was alone is not locked out when the others return`, () => {
    const [a, b] = split(50, 50);
    const together = routeGroup({ balance, destinations: [a, b] });
    let ledger = openLedger({ ...together, destinations: [a, { ...b, state: 'draining' }] });
    placeMany(ledger, 5000);
    for (const { tally } of ledger.lanes) while (tally.active > 0) freePlace(tally, 0);
    ledger = openLedger(together, ledger.tallies);
    const next = placeMany(ledger, 20);
    assert.ok(Math.abs(next.filter((id) => id === 1).length - 10) <= 1, next.join());
  });

  Deno.test(`${balance}: equal inputs give equal answers`, () => {
    const step = fc.record({
      end: fc.boolean(),
      tried: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    });
    fc.assert(fc.property(shares(6), fc.array(step, { maxLength: 60 }), (points, steps) => {
      const run = () => {
        const ledger = ledgerOf(balance, toDestinations(points));
        return steps.map(({ end, tried }) => {
          const placement = placeCall(
            ledger,
            { attemptId: 1, session: null, chain: { tried, number: 1 } },
            0,
          );
          if (placement.kind === 'placed' && end) freePlace(placement.lane.tally, 0);
          return placement.kind === 'placed' ? placement.lane.destination.id : placement.reason;
        });
      };
      assert.deepEqual(run(), run());
    }));
  });

  Deno.test(`${balance}: any history of exclusions and endings keeps every state a safe integer, and never loses a call`, () => {
    const step = fc.record({ ends: fc.nat(3), tried: fc.subarray([1, 2, 3, 4, 5]) });
    fc.assert(fc.property(shares(6), fc.array(step, { maxLength: 200 }), (points, steps) => {
      const ledger = ledgerOf(balance, toDestinations(points));
      for (const { ends, tried } of steps) {
        const open = ledger.lanes.filter((lane) => lane.destination.basisPoints > 0);
        const placement = placeCall(ledger, { attemptId: 1, session: null, chain: { tried, number: 1 } }, 0);
        const someoneIsLeft = open.some(({ destination }) => !tried.includes(destination.id));
        assert.equal(placement.kind, someoneIsLeft ? 'placed' : 'refused');
        const busy = ledger.lanes.find(({ tally }) => tally.active > 0);
        if (busy && ends === 0) freePlace(busy.tally, 0);
        for (const { tally } of ledger.lanes) {
          for (const value of Object.values(tally).filter((each) => each !== undefined)) {
            assert.ok(Number.isSafeInteger(value), JSON.stringify(tally));
          }
          assert.ok(tally.active >= 0 && tally.active <= tally.placed);
          assert.ok(Math.abs(tally.correction) <= 16 * CALL);
        }
        assert.equal(ledger.lanes.reduce((sum, { tally }) => sum + tally.credit, 0), 0);
      }
    }));
  });
}

Deno.test('active: fills a destination whose calls ended, before the others get more', () => {
  const ledger = ledgerOf('active', split(50, 50));
  placeMany(ledger, 20);
  for (let call = 0; call < 4; call++) freePlace(ledger.tallies.get(2)!, 0);
  assert.deepEqual(placeMany(ledger, 4), [2, 2, 2, 2]);
});

Deno.test('active: serves small shares that a plain deficit rule starves', () => {
  const ledger = ledgerOf('active', split(98, 0.5, 0.5, 0.5, 0.5));
  const inProgress: number[] = [];
  for (let call = 0; call < 4000; call++) {
    inProgress.push(placeOne(ledger));
    if (inProgress.length > 10) freePlace(ledger.tallies.get(inProgress.shift()!)!, 0);
  }
  // Entitled to 20 of 4,000 each; a deficit rule alone gives them none.
  for (const count of placedOf(ledger).slice(1)) assert.ok(count >= 10 && count <= 30, `${count}`);
});

Deno.test('active: a destination that drops its calls at once draws no more than its corridor', () => {
  const ledger = ledgerOf('active', split(25, 25, 25, 25));
  const inProgress: number[] = [];
  for (let call = 0; call < 4000; call++) {
    const id = placeOne(ledger);
    if (id === 1) freePlace(ledger.tallies.get(id)!, 0);
    else inProgress.push(id);
    if (inProgress.length > 200) freePlace(ledger.tallies.get(inProgress.shift()!)!, 0);
  }
  // β = 3 times the odds of 1 to 3 is an even chance; without the corridor it is over 90 %.
  assert.ok(placedOf(ledger)[0] <= 2100, `${placedOf(ledger)}`);
});

Deno.test('active: counts beyond what doubles hold exactly are computed exactly', () => {
  const chosenWith = (...active: number[]) => {
    const { lanes } = ledgerOf('active', split(99.99, 0.01));
    lanes.forEach(({ tally }, index) => tally.active = active[index]);
    return chooseActive(lanes).lane.destination.id;
  };
  assert.equal(chosenWith(4_999_500_000, 500_001), 1);
  assert.equal(chosenWith(4_999_500_000, 499_990), 2);
  assert.equal(floorOfProduct(CALL, -9_999_999_999_999, 7), Number((-9_999_999_999_999_000_000n) / 7n) - 1);
});

Deno.test('calls: the credit of a removed destination is shared out, so that its bound holds again', () => {
  fc.assert(fc.property(shares(8), fc.nat(200), fc.nat(7), (points, before, removed) => {
    const ledger = ledgerOf('calls', toDestinations(points));
    placeMany(ledger, before);
    const rest = ledger.group.destinations.filter((_, index) => index !== removed % points.length);
    if (!rest.some(({ basisPoints }) => basisPoints > 0)) return;
    const group = { ...ledger.group, destinations: rest };
    retireDestinations(group, ledger.tallies);
    const next = openLedger(group, ledger.tallies);
    assert.equal(next.lanes.reduce((sum, { tally }) => sum + tally.credit, 0), 0);
  }));
});

Deno.test('calls: a lane that exclusions pushed ahead does not stop the others', () => {
  const lanes = ledgerOf('calls', split(50, 30, 20)).lanes;
  lanes.forEach(({ tally }) => tally.credit = -3 * CALL);
  assert.equal(chooseCalls(lanes).lane.destination.id, 1);
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eligibleLanes } from '../../src/routing/eligibility.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import type { OpeningHours, Weekday } from '../../src/routing/policies.ts';
import type { Destination } from '../../src/routing/route-group.ts';
import { destination, routeGroup } from '../support/groups.ts';

/** Monday noon, and hours that are open then, or not before Tuesday. */
const NOW_MS = Date.parse('2026-06-01T12:00Z');
const hoursOn = (day: Weekday): OpeningHours => ({
  timeZone: 'UTC',
  open: [{ days: [day], from: '00:00', to: '24:00' }],
  closed: [],
});
const OPEN = hoursOn('mon');
const SHUT = hoursOn('tue');

interface Situation extends Destination {
  readonly active: number;
  readonly tried: boolean;
}

const situation = (id: number): fc.Arbitrary<Situation> =>
  fc.record({
    basisPoints: fc.constantFrom(0, 1, 5000),
    tier: fc.integer({ min: 1, max: 3 }),
    maxActive: fc.constantFrom(null, 0, 2),
    state: fc.constantFrom('enabled' as const, 'draining' as const, 'disabled' as const),
    hours: fc.constantFrom(null, OPEN, SHUT),
    active: fc.nat(3),
    tried: fc.boolean(),
  }).map((fields) => ({ ...destination(id, 1), ...fields }));

function lanesOf(situations: readonly Situation[]) {
  const ledger = openLedger(routeGroup({ destinations: situations }));
  situations.forEach(({ id, active }) => ledger.tallies.get(id)!.active = active);
  const tried = situations.filter((each) => each.tried).map(({ id }) => id);
  return { ledger, tried };
}

const mayTake = (each: Situation) =>
  each.state === 'enabled' && each.basisPoints > 0 && !each.tried && each.hours !== SHUT &&
  (each.maxActive === null || each.active < each.maxActive);

const situations = fc.tuple(situation(1), situation(2), situation(3), situation(4));

Deno.test('exactly those of the best tier that are on, open, untried and below their cap are eligible', () => {
  fc.assert(fc.property(situations, (all) => {
    const { ledger, tried } = lanesOf(all);
    const able = all.filter(mayTake);
    const best = Math.min(...able.map(({ tier }) => tier));
    const expected = able.filter(({ tier }) => tier === best).map(({ id }) => id);
    assert.deepEqual(eligibleLanes(ledger, tried, NOW_MS).map((lane) => lane.destination.id), expected);
  }));
});

Deno.test('a destination takes calls from its opening on, and none from its closing on', () => {
  const destinations = [destination(1, 100, { hours: SHUT }), destination(2, 100, { tier: 2 })];
  const ledger = openLedger(routeGroup({ destinations }));
  const eligibleAt = (text: string) =>
    eligibleLanes(ledger, [], Date.parse(text)).map((lane) => lane.destination.id);
  assert.deepEqual(eligibleAt('2026-06-01T23:59:59.999Z'), [2]);
  assert.deepEqual(eligibleAt('2026-06-02T00:00Z'), [1]);
  assert.deepEqual(eligibleAt('2026-06-03T00:00Z'), [2]);
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { freePlace } from '../../../src/routing/accounting/places.ts';
import { openLedger } from '../../../src/routing/ledger.ts';
import { placeCall } from '../../../src/routing/place.ts';
import type { Cap, Period, SharedCap } from '../../../src/routing/policies.ts';
import type { Destination, RouteGroup } from '../../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../../support/groups.ts';
import { wallClock } from '../calendar/wall-clock-oracle.ts';

const MINUTE_MS = 60_000;
const at = (text: string) => Date.parse(text);
const FIRST = { tried: [], number: 1 };

/** A group whose clock is moved by hand; answers are destination ids, or why there is none. */
function openGroup(fields: Partial<RouteGroup>, startMs = at('2026-06-01T10:00Z')) {
  let ledger = openLedger(routeGroup(fields));
  let nowMs = startMs;
  return {
    place() {
      const placement = placeCall(ledger, { attemptId: 1, session: null, chain: FIRST }, nowMs);
      return placement.kind === 'placed' ? placement.lane.destination.id : placement.reason;
    },
    placeMany(calls: number) {
      return Array.from({ length: calls }, () => this.place());
    },
    end(id: number) {
      freePlace(ledger.tallies.get(id)!, 0);
    },
    moveTo(text: string) {
      nowMs = at(text);
    },
    edit(changes: Partial<RouteGroup>) {
      const version = ledger.group.version + 1;
      ledger = openLedger({ ...ledger.group, ...changes, version }, ledger.tallies);
    },
  };
}

const capped = (...caps: Cap[]) => [destination(1, 100, { caps })];

Deno.test('takes as many calls in a period as its cap allows, and as many again in the next', () => {
  const group = openGroup({ destinations: capped({ per: 'hour', calls: 3 }) });
  assert.deepEqual(group.placeMany(4), [1, 1, 1, 'at_capacity']);
  group.end(1);
  assert.equal(group.place(), 'at_capacity', 'calls that ended count as well');
  group.moveTo('2026-06-01T10:59:59.999Z');
  assert.equal(group.place(), 'at_capacity');
  group.moveTo('2026-06-01T11:00Z');
  assert.deepEqual(group.placeMany(4), [1, 1, 1, 'at_capacity']);
});

Deno.test("counts a day by the clocks of the destination's hours, or else of the group", () => {
  const caps: Cap[] = [{ per: 'day', calls: 1 }];
  const hours = {
    timeZone: 'America/New_York',
    open: [{ days: ['mon', 'tue'] as const, from: '00:00', to: '24:00' }],
    closed: [],
  };
  const tokyo = openGroup({ timeZone: 'Asia/Tokyo', destinations: capped(...caps) });
  const newYork = openGroup({
    timeZone: 'Asia/Tokyo',
    destinations: [destination(1, 100, { caps, hours })],
  });
  for (const group of [tokyo, newYork]) assert.deepEqual(group.placeMany(2), [1, 'at_capacity']);
  for (const group of [tokyo, newYork]) group.moveTo('2026-06-01T15:00Z');
  assert.deepEqual([tokyo.place(), newYork.place()], [1, 'at_capacity']);
  newYork.moveTo('2026-06-02T04:00Z');
  assert.equal(newYork.place(), 1);
});

Deno.test('sends what a cap turns away to the others in proportion', () => {
  const [a, ...others] = split(50, 30, 20);
  const group = openGroup({
    balance: 'calls',
    destinations: [{ ...a, caps: [{ per: 'hour', calls: 10 }] }, ...others],
  });
  const ids = group.placeMany(110);
  assert.deepEqual([1, 2, 3].map((id) => ids.filter((each) => each === id).length), [10, 60, 40]);
});

const VENDOR: SharedCap = { name: 'Vendor', destinations: [1, 2], maxActive: null, caps: [] };

Deno.test('a shared cap limits its destinations together, and leaves the others alone', () => {
  const caps: Cap[] = [{ per: 'month', calls: 6 }];
  const group = openGroup({ destinations: split(40, 40, 20), sharedCaps: [{ ...VENDOR, caps }] });
  const ids = group.placeMany(20);
  assert.equal(ids.filter((id) => id !== 3).length, 6);
  assert.equal(ids.filter((id) => id === 3).length, 14);
});

Deno.test('a shared cap of calls in progress frees a place with each call that ends at any of them', () => {
  const group = openGroup({
    destinations: [destination(1, 100), destination(2, 100, { tier: 2 })],
    sharedCaps: [{ ...VENDOR, maxActive: 2 }],
  });
  assert.deepEqual(group.placeMany(3), [1, 1, 'at_capacity']);
  group.end(1);
  assert.deepEqual(group.placeMany(2), [1, 'at_capacity']);
});

Deno.test('an edit forgets nothing that a cap has counted, and neither does a cap that is away for a while', () => {
  const destinations = capped({ per: 'day', calls: 5 });
  const group = openGroup({ destinations });
  group.placeMany(4);
  group.edit({ destinations: capped() });
  group.placeMany(1);
  group.edit({ destinations });
  assert.equal(group.place(), 'at_capacity');
  group.edit({ timeZone: 'Asia/Tokyo' });
  assert.equal(group.place(), 'at_capacity', 'nor does another time zone');
  group.moveTo('2026-06-02T00:00Z');
  assert.equal(group.place(), 1);
});

Deno.test('counts nothing any longer once a removed cap has run out', () => {
  const ledger = openLedger(routeGroup({ destinations: capped({ per: 'hour', calls: 5 }) }));
  const call = { attemptId: 1, session: null, chain: FIRST };
  placeCall(ledger, call, at('2026-06-01T10:00Z'));
  const later = openLedger(routeGroup({ destinations: capped() }), ledger.tallies);
  placeCall(later, call, at('2026-06-01T10:30Z'));
  assert.equal(ledger.tallies.get(1)!.meters![0].calls, 2);
  placeCall(later, call, at('2026-06-01T11:00Z'));
  assert.equal(ledger.tallies.get(1)!.meters, undefined);
});

const cap: fc.Arbitrary<Cap> = fc.record({
  per: fc.constantFrom<Period>('hour', 'day', 'month'),
  calls: fc.integer({ min: 1, max: 8 }),
});
const caps = fc.uniqueArray(cap, { selector: ({ per }) => per, maxLength: 3 });
const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe'] as const;

const hoursIn = (timeZone: string) => ({
  timeZone,
  open: [{
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const,
    from: '00:00',
    to: '24:00',
  }],
  closed: [],
});

const cappedDestination = (id: number): fc.Arbitrary<Destination> =>
  fc.tuple(caps, fc.constantFrom(null, ...zones)).map(([caps, zone]) =>
    destination(id, 50, { caps, hours: zone === null ? null : hoursIn(zone) })
  );
const cappedGroup = fc.record({
  destinations: fc.tuple(cappedDestination(1), cappedDestination(2), cappedDestination(3)),
  sharedCaps: fc.array(
    fc.record({ destinations: fc.subarray([1, 2, 3], { minLength: 1 }), caps }).map((fields) => ({
      ...VENDOR,
      ...fields,
    })),
    { maxLength: 2 },
  ),
  timeZone: fc.constantFrom(...zones),
});

const clocks = new Map(zones.map((zone) => [zone as string, wallClock(zone)]));

/** Which hour, day or month of a time zone a moment is in, as text. */
function periodShown(per: Period, timeZone: string, atMs: number): string {
  const { date, minute } = clocks.get(timeZone)!(atMs);
  if (per === 'hour') return `${date} ${Math.floor(minute / 60)}`;
  return per === 'day' ? date : date.slice(0, 7);
}

Deno.test('no cap is ever exceeded, and none turns a call away before it is used up', () => {
  const minutes = fc.array(fc.constantFrom(0, 0, 0, 7, 45, 600), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(cappedGroup, minutes, (fields, steps) => {
      const group = routeGroup(fields);
      const ledger = openLedger(group);
      const placed: { id: number; atMs: number }[] = [];
      let nowMs = at('2026-10-31T20:00Z');
      const used = ({ per }: Cap, ids: readonly number[], zone: string) => {
        const now = periodShown(per, zone, nowMs);
        return placed.filter(({ id, atMs }) => ids.includes(id) && periodShown(per, zone, atMs) === now)
          .length;
      };
      const isUsedUp = ({ id, caps, hours }: Destination) =>
        caps.some((cap) => used(cap, [id], hours?.timeZone ?? group.timeZone) >= cap.calls) ||
        group.sharedCaps.some((shared) =>
          shared.destinations.includes(id) &&
          shared.caps.some((cap) => used(cap, shared.destinations, group.timeZone) >= cap.calls)
        );
      for (const passed of steps) {
        nowMs += passed * MINUTE_MS;
        const free = group.destinations.filter((each) => !isUsedUp(each)).map(({ id }) => id);
        const placement = placeCall(ledger, { attemptId: 1, session: null, chain: FIRST }, nowMs);
        if (placement.kind === 'refused') {
          assert.deepEqual(free, []);
        } else {
          const { id } = placement.lane.destination;
          assert.ok(free.includes(id), `${id} is not among ${free}`);
          placed.push({ id, atMs: nowMs });
        }
      }
    }),
    { numRuns: 40 },
  );
});

import assert from 'node:assert/strict';
import { describeChanges } from '../../src/contract/describe-changes.ts';
import type { DestinationContent, GroupContent } from '../../src/contract/group-difference.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';

const boston: DestinationContent = {
  ...DEFAULT_DESTINATION_POLICIES,
  id: 1,
  name: 'Boston',
  uri: 'sip:boston@10.0.0.1',
  percent: 60,
  tier: 1,
  maxActive: null,
  state: 'enabled',
};
const denver: DestinationContent = {
  ...boston,
  id: 2,
  name: 'Denver',
  uri: 'sip:denver@10.0.0.1',
  percent: 40,
};

const before: GroupContent = {
  ...DEFAULT_POLICIES,
  name: 'Support',
  balance: 'active',
  sessionTtlSeconds: 7200,
  retryWindowSeconds: 120,
  destinations: [boston, denver],
};

/** The lines, with plain spaces between numbers and units. */
const changes = (fields: Partial<GroupContent>, from = before) =>
  describeChanges(from, { ...before, ...fields }).map((line) => line.replaceAll('\u00a0', ' '));

Deno.test('what is the same needs no words', () => {
  assert.deepEqual(changes(structuredClone(before)), []);
});

Deno.test('a percent is said before and after', () => {
  const destinations = [{ ...boston, percent: 33.33 }, { ...denver, percent: 66.67 }];
  assert.deepEqual(changes({ destinations }), ['Boston: 60 % → 33.33 %', 'Denver: 40 % → 66.67 %']);
});

Deno.test('a renamed destination is the same one, as its id says', () => {
  const destinations = [{ ...boston, name: 'Boston North', percent: 50 }, { ...denver, name: 'Aurora' }];
  assert.deepEqual(changes({ destinations }), [
    'Renamed Boston → Boston North',
    'Boston North: 60 % → 50 %',
    'Renamed Denver → Aurora',
  ]);
});

Deno.test('the same name with another id is another destination', () => {
  assert.deepEqual(changes({ destinations: [{ ...boston, id: 3 }, denver] }), [
    'Boston added: sip:boston@10.0.0.1, 60 %',
    'Boston removed: sip:boston@10.0.0.1, 60 %',
  ]);
});

Deno.test('destinations that come and go are named, with what is not plain about them', () => {
  const austin = { ...denver, id: undefined, name: 'Austin', uri: 'tel:+15125550100', tier: 2, maxActive: 0 };
  const destinations = [boston, { ...austin, state: 'draining' as const }];
  assert.deepEqual(changes({ destinations }), [
    'Austin added: tel:+15125550100, 40 %, tier 2, cap 0, draining',
    'Denver removed: sip:denver@10.0.0.1, 40 %',
  ]);
});

Deno.test('what changes about one destination stands in one line', () => {
  const changed = { ...boston, uri: 'tel:+16177123000', tier: 2, maxActive: 0, state: 'disabled' as const };
  assert.deepEqual(changes({ destinations: [changed, denver] }), [
    'Boston: destination sip:boston@10.0.0.1 → tel:+16177123000, tier 1 → 2, cap none → 0, state enabled → disabled',
  ]);
});

Deno.test('settings are said in words', () => {
  assert.deepEqual(
    changes({ name: 'Help desk', balance: 'calls', sessionTtlSeconds: 3600, retryWindowSeconds: 90 }),
    [
      'Name: Support → Help desk',
      'Balance: calls in progress → calls placed',
      'Expiry: 2 h → 1 h',
      'Retry window: 2 min → 90 s',
    ],
  );
});

Deno.test('another order is a change, a destination in between is not', () => {
  assert.deepEqual(changes({ destinations: [denver, boston] }), ['The order of the destinations changed']);
  const added = { ...denver, id: 3, name: 'Austin' };
  assert.deepEqual(changes({ destinations: [boston, added, denver] }).length, 1);
});

const OFFICE = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
  closed: ['2026-12-25'],
} as const;

Deno.test('hours and caps of a destination are said in words, and only what an edit changes of them', () => {
  const timed = {
    ...boston,
    hours: OFFICE,
    caps: [{ per: 'hour', calls: 100 }, { per: 'day', calls: 900 }] as const,
  };
  assert.deepEqual(changes({ destinations: [timed, denver] }), [
    'Boston: hours at all times → Mon–Fri 08:00–18:00 (America/New_York), closed on 2026-12-25, ' +
    'caps none → 100 an hour, 900 a day',
  ]);
  const later = { ...OFFICE, open: [{ ...OFFICE.open[0], from: '09:00' }], closed: ['2027-01-01'] };
  assert.deepEqual(
    changes({ destinations: [{ ...timed, hours: later }, denver] }, {
      ...before,
      destinations: [timed, denver],
    }),
    [
      'Boston: hours Mon–Fri 08:00–18:00 (America/New_York) → Mon–Fri 09:00–18:00 (America/New_York), ' +
      'also closed on 2027-01-01, no longer closed on 2026-12-25',
    ],
  );
  assert.deepEqual(changes({ destinations: [boston, { ...timed, id: undefined }, denver] }), [
    'Boston added: sip:boston@10.0.0.1, 60 %, 100 an hour, 900 a day, ' +
    'Mon–Fri 08:00–18:00 (America/New_York), closed on 2026-12-25',
  ]);
});

Deno.test('every policy of a group is said in words, those of health one by one', () => {
  assert.deepEqual(
    changes({
      timeZone: 'Europe/Dublin',
      lastResort: 'tel:+18005550100',
      terminalOutcomes: ['declined', 'no_answer'],
      maxAttempts: 3,
      holdSeconds: 600,
      health: { ...before.health, mode: 'on', failurePercent: null, ejectSeconds: 60 },
    }),
    [
      'Time zone: UTC → Europe/Dublin',
      'Last resort: none → tel:+18005550100',
      'Final outcomes: declined → declined, no answer',
      'Most attempts: every destination → 3',
      'Hold time: until completion → 10 min',
      'Health: observed → on',
      'Part of failures that ejects: 50 % → none',
      'First ejection: 30 s → 1 min',
    ],
  );
});

const vendor = {
  name: 'Vendor X',
  destinations: [1, 2],
  maxActive: 50,
  caps: [{ per: 'day', calls: 900 }],
} as const;

Deno.test('shared caps are told apart by their names, and say those of their destinations', () => {
  assert.deepEqual(changes({ sharedCaps: [vendor] }), [
    'Shared cap Vendor X: none → at most 50 in progress, 900 a day: Boston, Denver',
  ]);
  const narrower = { ...vendor, maxActive: null, destinations: [2] };
  assert.deepEqual(changes({ sharedCaps: [narrower] }, { ...before, sharedCaps: [vendor] }), [
    'Shared cap Vendor X: at most 50 in progress, 900 a day: Boston, Denver → 900 a day: Denver',
  ]);
});

Deno.test('a shared cap is the same one when its destinations are called otherwise, or by their names', () => {
  const destinations = [{ ...boston, name: 'Cork' }, denver];
  const called = [{ ...vendor, destinations: ['Cork', 2] }];
  assert.deepEqual(changes({ destinations, sharedCaps: called }, { ...before, sharedCaps: [vendor] }), [
    'Renamed Boston → Cork',
  ]);
});

Deno.test('destinations of one name are told apart by their ids in a shared cap', () => {
  const twins = { ...before, destinations: [boston, { ...denver, name: 'Boston' }] };
  const of = (id: number) => ({ ...twins, sharedCaps: [{ ...vendor, caps: [], destinations: [id] }] });
  assert.deepEqual(describeChanges(of(1), of(2)), [
    'Shared cap Vendor X: at most 50 in progress: Boston (1) → at most 50 in progress: Boston (2)',
  ]);
});

import assert from 'node:assert/strict';
import { describeChanges } from '../../src/contract/describe-changes.ts';
import type { DestinationContent, GroupContent } from '../../src/contract/group-difference.ts';

const boston: DestinationContent = {
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

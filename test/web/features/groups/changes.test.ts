import { deepEqual } from 'node:assert/strict';
import { describeChanges, type GroupContent } from '../../../../src/web/features/groups/changes.ts';

const destination = (id: number | undefined, name: string, percent: number) =>
  ({ id, name, uri: `sip:${name}@10.0.0.1`, percent, tier: 1, maxActive: null, state: 'enabled' }) as const;

const before: GroupContent = {
  name: 'Support',
  balance: 'active',
  sessionTtlSeconds: 7200,
  retryWindowSeconds: 120,
  destinations: [destination(1, 'Boston', 60), destination(2, 'Denver', 40)],
};

Deno.test('what is the same needs no words', () => {
  deepEqual(describeChanges(before, structuredClone(before)), []);
});

Deno.test('a percent is said before and after', () => {
  const after = { ...before, destinations: [destination(1, 'Boston', 70), destination(2, 'Denver', 30)] };
  deepEqual(describeChanges(before, after), ['Boston, percent: 60 % → 70 %', 'Denver, percent: 40 % → 30 %']);
});

Deno.test('a renamed destination is the same one, as its id says', () => {
  const after = {
    ...before,
    destinations: [destination(1, 'Boston', 60), { ...before.destinations[1], name: 'Aurora' }],
  };
  deepEqual(describeChanges(before, after), ['Denver is now called Aurora']);
});

Deno.test('destinations that come and go are named', () => {
  const after = {
    ...before,
    destinations: [destination(1, 'Boston', 60), destination(undefined, 'Austin', 40)],
  };
  deepEqual(describeChanges(before, after), [
    'Denver (40 %) removed',
    'Austin added: sip:Austin@10.0.0.1, 40 %',
  ]);
});

Deno.test('another order is a change', () => {
  const after = { ...before, destinations: before.destinations.toReversed() };
  deepEqual(describeChanges(before, after), ['The order of the destinations changed']);
});

Deno.test('caps, states, tiers and times are said in words', () => {
  const after: GroupContent = {
    ...before,
    sessionTtlSeconds: 3600,
    balance: 'calls',
    destinations: [{ ...before.destinations[0], maxActive: 0, state: 'draining' }, before.destinations[1]],
  };
  deepEqual(describeChanges(before, after).map((text) => text.replaceAll('\u00a0', ' ')), [
    'Boston, cap: none → 0',
    'Boston, state: enabled → draining',
    'Percents: of the calls in progress → of the calls placed',
    'Expiry: 2 h → 1 h',
  ]);
});

import assert from 'node:assert/strict';
import { groupWarnings, percentFaults, windowFaults } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

const messagesOf = (remarks: { message: string }[]) => remarks.map(({ message }) => message);

Deno.test('takes a group whose percents sum to 100 in each tier, and an empty one', () => {
  assert.deepEqual(percentFaults(routeGroup({ destinations: [] })), []);
  assert.deepEqual(percentFaults(routeGroup({ destinations: split(33.33, 33.33, 33.34, 0) })), []);
  const tiers = [destination(1, 100), destination(2, 30, { tier: 2 }), destination(3, 70, { tier: 2 })];
  assert.deepEqual(percentFaults(routeGroup({ destinations: tiers })), []);
});

Deno.test('says how much is missing or too much, and in which tier', () => {
  const faults = (...percents: number[]) =>
    messagesOf(percentFaults(routeGroup({ destinations: split(...percents) })));
  assert.deepEqual(faults(60, 39.99), ['The percents add up to 99.99 %, not 100 %: 0.01 % is missing.']);
  assert.deepEqual(faults(60, 45), ['The percents add up to 105 %, not 100 %: 5 % too much.']);
  const tiers = [destination(1, 100), destination(2, 30, { tier: 2 })];
  assert.deepEqual(messagesOf(percentFaults(routeGroup({ destinations: tiers }))), [
    'Tier 2: the percents add up to 30 %, not 100 %: 70 % is missing.',
  ]);
});

Deno.test('refuses a retry window that outlives the session', () => {
  const faults = (retryWindowSeconds: number) =>
    windowFaults(routeGroup({ retryWindowSeconds, sessionTtlSeconds: 60 }));
  assert.deepEqual(faults(60), []);
  assert.deepEqual(faults(61).map(({ path }) => path), [['retryWindowSeconds']]);
});

Deno.test('warns of a destination that is entered twice', () => {
  const destinations = [destination(1, 50, { uri: 'sip:a@b' }), destination(2, 50, { uri: 'sip:a@b' })];
  assert.deepEqual(groupWarnings(routeGroup({ destinations })), [
    { path: ['destinations', 1, 'uri'], message: 'The same destination as A.' },
  ]);
});

import assert from 'node:assert/strict';
import { groupFaults, groupWarnings } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';

const messagesOf = (remarks: { message: string }[]) => remarks.map(({ message }) => message);

Deno.test('takes a group whose percents sum to 100 in each tier, and an empty one', () => {
  assert.deepEqual(groupFaults(routeGroup({ destinations: [] })), []);
  assert.deepEqual(groupFaults(routeGroup({ destinations: split(33.33, 33.33, 33.34, 0) })), []);
  const tiers = [destination(1, 100), destination(2, 30, { tier: 2 }), destination(3, 70, { tier: 2 })];
  assert.deepEqual(groupFaults(routeGroup({ destinations: tiers })), []);
});

Deno.test('says how much is missing or too much, and in which tier', () => {
  const faults = (...percents: number[]) =>
    messagesOf(groupFaults(routeGroup({ destinations: split(...percents) })));
  assert.deepEqual(faults(60, 39.99), ['The percents add up to 99.99 %, not 100 %: 0.01 % is missing.']);
  assert.deepEqual(faults(60, 45), ['The percents add up to 105 %, not 100 %: 5 % too much.']);
  const tiers = [destination(1, 100), destination(2, 30, { tier: 2 })];
  assert.deepEqual(messagesOf(groupFaults(routeGroup({ destinations: tiers }))), [
    'Tier 2: the percents add up to 30 %, not 100 %: 70 % is missing.',
  ]);
});

Deno.test('finds every fault of a group at once', () => {
  const destinations = [destination(1, 50, { uri: 'http://x' }), destination(2, 20, { uri: '' })];
  const faults = groupFaults(routeGroup({ destinations, retryWindowSeconds: 90, sessionTtlSeconds: 60 }));
  assert.deepEqual(faults.map(({ path }) => path.join('.')), [
    'retryWindowSeconds',
    'destinations.0.uri',
    'destinations.1.uri',
    'destinations',
  ]);
});

Deno.test('warns of a destination that is entered twice, and takes it', () => {
  const destinations = [destination(1, 50, { uri: 'sip:a@b' }), destination(2, 50, { uri: 'sip:a@b' })];
  assert.deepEqual(groupFaults(routeGroup({ destinations })), []);
  assert.deepEqual(groupWarnings(routeGroup({ destinations })), [
    { path: ['destinations', 1, 'uri'], message: 'The same destination as A.' },
  ]);
});

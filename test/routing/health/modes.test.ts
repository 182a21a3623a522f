import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../../src/routing/default-policies.ts';
import { ejecting, fail, isOut, kindsOf, lastEvent, serve } from './ejecting-group.ts';

Deno.test('observes without changing a call', () => {
  const group = ejecting({ mode: 'observe' });
  fail(group, 5);
  assert.deepEqual([lastEvent(group).kind, lastEvent(group).isObserved], ['ejected', true]);
  assert.equal(isOut(group), false);
  serve(group, 1);
  assert.deepEqual(kindsOf(group), ['ejected'], 'before the ejection would be over nothing counts');
  group.pass(30);
  const [first, second] = [group.placeAt(1), group.placeAt(1)];
  group.pass(10);
  group.end(second);
  group.end(first);
  assert.deepEqual(kindsOf(group), ['ejected', 'trial', 'returned']);
  assert.equal(group.ledger.lanes[0].weight, 2500);
});

Deno.test('keeps nothing when it is off', () => {
  const group = ejecting({ mode: 'off' });
  fail(group, 30);
  assert.deepEqual([group.events, group.tally(1).health], [[], undefined]);
  const changed = ejecting();
  fail(changed, 5);
  changed.edit({ health: { ...DEFAULT_POLICIES.health, mode: 'off' } });
  changed.pass(30);
  serve(changed, 2);
  assert.deepEqual(kindsOf(changed), ['ejected'], 'and says nothing more');
});

Deno.test('an ejection outlasts a restart and an edit', () => {
  const group = ejecting();
  fail(group, 5);
  group.restart();
  assert.equal(isOut(group), true);
  group.edit({ name: 'Renamed' });
  assert.equal(isOut(group), true);
  group.pass(30);
  assert.equal(isOut(group), false);
});

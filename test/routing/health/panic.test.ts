import assert from 'node:assert/strict';
import { destination, split } from '../../support/groups.ts';
import { ejecting, eligibleIn, fail, FOUR, isOut, kindsOf, lastEvent } from './ejecting-group.ts';

Deno.test('spares a destination when too few others would be left, and says so', () => {
  const group = ejecting({ panicPercent: 50 }, split(60, 40));
  fail(group, 5);
  assert.deepEqual(lastEvent(group), {
    kind: 'spared',
    destinationId: 1,
    isObserved: false,
    because: { rule: 'consecutive', failures: 5 },
    ago: 0,
  });
  fail(group, 4);
  assert.deepEqual([kindsOf(group), isOut(group)], [['spared'], false]);
  fail(group, 5, 2);
  assert.deepEqual(eligibleIn(group), [1]);
});

Deno.test('says only now and then that it spares a destination', () => {
  const group = ejecting({}, split(60, 40));
  fail(group, 25);
  assert.deepEqual(kindsOf(group), ['spared']);
  group.pass(10);
  fail(group, 5);
  assert.deepEqual(kindsOf(group), ['spared', 'spared']);
});

Deno.test('never ejects everyone, however low the threshold', () => {
  const group = ejecting({ panicPercent: 0 });
  for (const { id } of FOUR) fail(group, 5, id);
  assert.deepEqual(kindsOf(group), ['ejected', 'ejected', 'ejected', 'spared']);
  assert.deepEqual(eligibleIn(group), [4]);
});

Deno.test('a later tier makes a whole tier dispensable, as long as it is there itself', () => {
  const backup = destination(2, 100, { tier: 2 });
  const group = ejecting({}, [destination(1, 100), backup]);
  fail(group, 5);
  assert.deepEqual(eligibleIn(group), [2]);
  group.edit({ destinations: [destination(1, 100), { ...backup, state: 'disabled' }] });
  assert.deepEqual(eligibleIn(group), [1]);
});

Deno.test('ejected ones count again when the others close', () => {
  const hours = {
    timeZone: 'UTC',
    open: [{ days: ['mon'] as const, from: '00:00', to: '12:00' }],
    closed: [],
  };
  const group = ejecting({ ejectSeconds: 86_400 }, [destination(1, 50), destination(2, 50, { hours })]);
  fail(group, 5);
  assert.deepEqual(eligibleIn(group), [2]);
  group.moveTo('2026-06-01T12:00Z');
  assert.deepEqual(eligibleIn(group), [1]);
});

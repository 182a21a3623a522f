import assert from 'node:assert/strict';
import { split } from '../../support/groups.ts';
import { ejecting, eligibleIn, fail, isOut, kindsOf, lastEvent, serve } from './ejecting-group.ts';

Deno.test('each ejection lasts longer than the one before, up to ten times', () => {
  const group = ejecting();
  fail(group, 5);
  const lasts = [];
  for (let time = 0; time < 12; time++) {
    lasts.push(lastEvent(group).lasts);
    group.pass(Number(lasts.at(-1)) - 1);
    assert.equal(isOut(group), true);
    group.pass(1);
    fail(group, 1);
    assert.deepEqual(lastEvent(group).because, {
      rule: 'trial',
      attemptId: group.ledger.tallies.get(1)!.placed,
    });
  }
  assert.deepEqual(lasts, [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 300, 300]);
});

Deno.test('after an ejection one call at a time is tried', () => {
  const group = ejecting();
  fail(group, 5);
  group.pass(30);
  const probe = group.placeAt(1);
  assert.deepEqual(group.events.at(-1), {
    kind: 'trial',
    destinationId: 1,
    attemptId: probe.id,
    atMs: group.nowMs,
    isObserved: false,
  });
  assert.equal(isOut(group), true);
  group.pass(20);
  assert.equal(isOut(group), true);
  group.end(probe, 'superseded');
  assert.equal(isOut(group), false, 'that one proved nothing');
  group.end(group.placeAt(1), 'completed');
  assert.deepEqual(kindsOf(group), ['ejected', 'trial', 'trial', 'returned']);
  assert.equal(isOut(group), false);
});

Deno.test('a call on trial that is still up after a minute was answered', () => {
  const group = ejecting();
  fail(group, 5);
  group.pass(30);
  const probe = group.placeAt(1);
  group.pass(59);
  assert.equal(isOut(group), true);
  group.pass(1);
  assert.equal(isOut(group), false);
  group.placeAt(1);
  assert.deepEqual(lastEvent(group).because, { rule: 'still_up', attemptId: probe.id });
  group.end(probe, 'retried');
  assert.deepEqual(kindsOf(group), ['ejected', 'trial', 'returned'], 'whatever becomes of it');
});

Deno.test('a destination comes back slowly', () => {
  const group = ejecting({}, split(50, 50), { balance: 'calls' });
  fail(group, 5);
  group.pass(30);
  serve(group, 1);
  const shareOfNext = (calls: number) => {
    const before = group.tally(1).placed;
    for (let call = 0; call < calls; call++) group.place();
    return (group.tally(1).placed - before) / calls;
  };
  // With a tenth of its share against all of the other's: 5 to 50.
  assert.ok(Math.abs(shareOfNext(110) - 5 / 55) < 0.02);
  group.pass(30);
  assert.ok(Math.abs(shareOfNext(160) - 30 / 80) < 0.02);
  group.pass(30);
  assert.ok(Math.abs(shareOfNext(100) - 0.5) < 0.02);
});

Deno.test('a trial that is still up begins the way back, and the next call does not begin it anew', () => {
  const group = ejecting();
  fail(group, 5);
  group.pass(30);
  group.placeAt(1);
  const weight = () => {
    eligibleIn(group);
    return group.ledger.lanes[0].weight;
  };
  group.pass(60);
  assert.equal(weight(), 250);
  group.pass(30);
  assert.equal(weight(), 1500);
  group.placeAt(1);
  assert.equal(weight(), 1500);
  group.pass(24);
  assert.equal(weight(), 2500);
});

Deno.test('attempts from before an ejection prove nothing after it', () => {
  const group = ejecting();
  const [good, bad] = [group.placeAt(1), group.placeAt(1)];
  fail(group, 5);
  group.end(good);
  assert.equal(isOut(group), true);
  group.pass(30);
  serve(group, 1);
  const before = group.events.length;
  const more = Array.from({ length: 4 }, () => group.placeAt(1));
  group.end(bad, 'retried');
  for (const attempt of more) group.end(attempt, 'retried');
  assert.equal(group.events.length, before, 'four failures since it returned, not five');
});

Deno.test('time in service makes up for earlier ejections', () => {
  const group = ejecting();
  const ejectAgainAfter = (seconds: number) => {
    group.pass(seconds);
    fail(group, 5);
    return lastEvent(group).ejections;
  };
  const comeBack = () => {
    group.pass(300);
    serve(group, 1);
  };
  assert.equal(ejectAgainAfter(0), 1);
  comeBack();
  assert.equal(ejectAgainAfter(290), 2);
  comeBack();
  assert.equal(ejectAgainAfter(300), 2);
  comeBack();
  assert.equal(ejectAgainAfter(900), 1);
});

Deno.test('time without a call makes up for nothing', () => {
  const group = ejecting();
  fail(group, 5);
  group.pass(100_000);
  fail(group, 1);
  assert.equal(lastEvent(group).ejections, 2);
});

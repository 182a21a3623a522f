import assert from 'node:assert/strict';
import type { Ending } from '../../../src/routing/ending.ts';
import type { PlayedGroup } from '../../support/played-group.ts';
import { ejecting, eligibleIn, fail, FOUR, isOut, kindsOf, lastEvent, serve } from './ejecting-group.ts';

Deno.test('five failures in a row eject a destination, and say so with their evidence', () => {
  const group = ejecting();
  fail(group, 4);
  assert.deepEqual([group.events, isOut(group)], [[], false]);
  fail(group, 1);
  assert.deepEqual(lastEvent(group), {
    kind: 'ejected',
    destinationId: 1,
    isObserved: false,
    because: { rule: 'consecutive', failures: 5 },
    ejections: 1,
    ago: 0,
    lasts: 30,
  });
  assert.deepEqual(eligibleIn(group), [2, 3, 4]);
});

Deno.test('a call that is served begins the row anew', () => {
  const group = ejecting();
  fail(group, 4);
  serve(group, 1);
  fail(group, 4);
  assert.deepEqual(group.events, []);
});

Deno.test('failures among many calls that are still up are no row', () => {
  // Failures are known in a second, good calls only after minutes: at the start of a day, all that is known is bad.
  const group = ejecting();
  for (let call = 0; call < 5; call++) {
    fail(group, 1);
    for (let good = 0; good < 3; good++) group.placeAt(1);
  }
  assert.deepEqual(group.events, []);
  fail(group, 25);
  assert.deepEqual(kindsOf(group), ['ejected'], 'but when the good ones stop coming');
});

Deno.test('a part of the recent attempts ejects as well, once there are enough of them', () => {
  const alternate = (group: PlayedGroup, pairs: number) => {
    for (let pair = 0; pair < pairs; pair++) {
      if (!isOut(group)) serve(group, 1);
      fail(group, 1);
    }
  };
  const group = ejecting();
  alternate(group, 9);
  assert.deepEqual(group.events, []);
  alternate(group, 3);
  assert.deepEqual(lastEvent(group).because, { rule: 'percent', failures: 11, attempts: 21 });
  const consecutive = ejecting({ failurePercent: null });
  alternate(consecutive, 50);
  assert.deepEqual(consecutive.events, []);
});

Deno.test('failures of long ago are not held against a destination', () => {
  const group = ejecting();
  for (let round = 0; round < 30; round++) {
    fail(group, 4);
    serve(group, 100, 1);
  }
  assert.deepEqual(group.events, []);
  assert.equal(group.tally(1).health, undefined, 'and in the end nothing is kept of them');
});

Deno.test('busy, declined and impatient callers are no fault of a destination', () => {
  const endings: Ending[] = [
    { reason: 'retried', outcome: 'busy' },
    { reason: 'retried', outcome: 'declined' },
    { reason: 'completed', outcome: 'caller_hung_up' },
    { reason: 'completed', outcome: 'connected' },
    { reason: 'superseded' },
    { reason: 'expired' },
  ];
  for (const ending of endings) {
    const group = ejecting();
    fail(group, 30, 1, ending);
    assert.deepEqual(group.events, [], JSON.stringify(ending));
  }
  for (const outcome of ['failed', 'no_answer'] as const) {
    const group = ejecting();
    fail(group, 5, 1, { reason: 'completed', outcome });
    assert.deepEqual(kindsOf(group), ['ejected'], outcome);
  }
});

Deno.test('calls cut short are failures where most are, unless it is told that they were connected', () => {
  const told = (outcome?: 'connected') => {
    const group = ejecting({}, FOUR);
    for (const { id } of FOUR) serve(group, 16, id, 160);
    fail(group, 40, 1, { reason: 'completed', outcome });
    return kindsOf(group);
  };
  assert.deepEqual(told(), ['ejected']);
  assert.deepEqual(told('connected'), []);
});

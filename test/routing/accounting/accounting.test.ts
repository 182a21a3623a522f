import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../../src/routing/default-policies.ts';
import { freePlace } from '../../../src/routing/accounting/places.ts';
import type { Ending } from '../../../src/routing/ending.ts';
import { countedIn } from '../../../src/routing/tally.ts';
import { readTallies, writeTallies } from '../../../src/switchboard/books/tallies-text.ts';
import { split } from '../../support/groups.ts';
import { PlayedGroup } from '../../support/played-group.ts';

const CALL_SECONDS = 160;

/** A group whose calls have all lasted 160 s at each destination, which it takes for 160 s (the middle of its step). */
function experienced(group: PlayedGroup, calls = 16): PlayedGroup {
  for (const { id } of group.ledger.group.destinations) {
    const placed = Array.from({ length: calls }, () => group.placeAt(id));
    group.pass(CALL_SECONDS);
    for (const attempt of placed) group.end(attempt);
  }
  return group;
}

const counted = (group: PlayedGroup, id = 1) => countedIn(group.tally(id));

Deno.test('an attempt that failed keeps its place until a call would have ended', () => {
  const endings: Ending[] = [
    { reason: 'retried' },
    { reason: 'retried', outcome: 'busy' },
    { reason: 'completed', outcome: 'no_answer' },
    { reason: 'completed', outcome: 'failed' },
    { reason: 'completed', outcome: 'declined' },
  ];
  for (const ending of endings) {
    const group = experienced(new PlayedGroup());
    const attempt = group.placeAt(1);
    group.pass(2);
    group.end(attempt, ending);
    assert.deepEqual([group.tally(1).active, counted(group)], [0, 1], JSON.stringify(ending));
    // To the nearest sixteenth of a call's usual time.
    group.pass(CALL_SECONDS - 2 - 10);
    group.ask();
    assert.equal(group.tally(1).ghosts, 1);
    group.pass(20);
    group.ask();
    assert.equal(group.tally(1).ghosts, 0);
  }
});

Deno.test('an attempt that was a call, or was given up by us, leaves its place at once', () => {
  const endings: Ending[] = [
    { reason: 'completed' },
    { reason: 'completed', outcome: 'connected' },
    { reason: 'completed', outcome: 'caller_hung_up' },
    { reason: 'superseded' },
    { reason: 'released' },
    { reason: 'held' },
  ];
  for (const ending of endings) {
    const group = experienced(new PlayedGroup());
    const attempt = group.placeAt(1);
    group.pass(30);
    group.end(attempt, ending);
    assert.equal(counted(group), 0, JSON.stringify(ending));
  }
});

Deno.test('failing fast wins no calls', () => {
  const group = experienced(new PlayedGroup({ destinations: split(25, 25, 25, 25) }));
  let [failed, attempts] = [0, 0];
  for (let call = 0; call < 90; call++) {
    const attempt = group.place();
    attempts += 1;
    if (attempt.destinationId !== 1) continue;
    failed += 1;
    group.pass(1);
    group.end(attempt, 'retried');
    group.place([1]);
    attempts += 1;
  }
  // A quarter of the attempts, and the corridor's burst of ten. Without ghosts it is always idle, and every second one.
  assert.ok(failed <= attempts / 4 + 10, `${failed} of ${attempts}`);
});

Deno.test('a kept place fills no cap', () => {
  const group = experienced(
    new PlayedGroup({ destinations: split(50, 50).map((each) => ({ ...each, maxActive: 20 })) }),
  );
  for (let call = 0; call < 30; call++) group.end(group.placeAt(1), 'retried');
  assert.equal(group.tally(1).ghosts, 30);
  assert.equal(group.placeAt(1).destinationId, 1);
});

Deno.test('calls cut short keep their places where most are, and nowhere else', () => {
  const cutShort = (seconds: number, every: number) => {
    const group = experienced(new PlayedGroup({ destinations: split(50, 50) }));
    for (let call = 1; call <= 60; call++) {
      const attempt = group.placeAt(1);
      group.pass(call % every === 0 ? CALL_SECONDS : seconds);
      group.end(attempt);
    }
    return group.tally(1).ghosts > 0;
  };
  assert.equal(cutShort(15, 100), true, 'an eighth of 160 s is 20 s');
  assert.equal(cutShort(25, 100), false);
  assert.equal(cutShort(15, 2), false, 'every second one is a real call');
});

Deno.test('short calls of a caller who hung up count as short, busy ones say nothing of durations', () => {
  const group = experienced(new PlayedGroup());
  const lengths = () => group.tally(1).experience!.lengths.total;
  const before = lengths();
  for (const outcome of ['busy', 'declined', 'failed', 'no_answer'] as const) {
    group.end(group.placeAt(1), { reason: 'completed', outcome });
  }
  assert.equal(lengths(), before);
  group.end(group.placeAt(1), { reason: 'completed', outcome: 'caller_hung_up' });
  assert.ok(lengths() > before);
});

Deno.test('what nobody completes counts no longer than a call lasts', () => {
  const group = experienced(new PlayedGroup({ sessionTtlSeconds: 7200 }));
  const lost = Array.from({ length: 40 }, () => group.placeAt(1));
  group.pass(7200);
  for (const attempt of lost) group.end(attempt, 'expired');
  for (let call = 0; call < 10; call++) group.placeAt(1);
  assert.equal(counted(group), 10);
  group.pass(CALL_SECONDS / 2);
  group.placeAt(1);
  assert.equal(counted(group), 11);
  // Half of its attempts are lost, by all that is known: those count for somewhat longer than a call.
  group.pass(2 * CALL_SECONDS);
  group.ask([1]);
  assert.deepEqual([group.tally(1).active, counted(group)], [11, 0]);
});

Deno.test('an attempt that counts no longer can still end, and takes no other place with it', () => {
  const group = experienced(new PlayedGroup());
  const lost = Array.from({ length: 40 }, () => group.placeAt(1));
  group.pass(7200);
  for (const attempt of lost) group.end(attempt, 'expired');
  const old = group.placeAt(1);
  group.pass(3 * CALL_SECONDS);
  group.placeAt(1);
  assert.deepEqual([group.tally(1).active, counted(group)], [2, 1]);
  group.end(old);
  assert.deepEqual([group.tally(1).active, counted(group)], [1, 1]);
});

Deno.test('an attempt that counts no longer takes no other place with it in a ledger that was just read', () => {
  const group = experienced(new PlayedGroup());
  const lost = Array.from({ length: 40 }, () => group.placeAt(1));
  group.pass(7200);
  for (const attempt of lost) group.end(attempt, 'expired');
  const old = group.placeAt(1);
  group.pass(3 * CALL_SECONDS);
  group.placeAt(1);
  const [, stored] = [...readTallies(writeTallies(group.ledger.tallies))][0];
  freePlace(stored, old.openedAtMs);
  assert.deepEqual([stored.active, countedIn(stored)], [1, 1]);
});

Deno.test('a destination whose sessions are completed again counts them all', () => {
  const group = experienced(new PlayedGroup());
  const lost = group.placeAt(1);
  group.pass(7200);
  group.end(lost, 'expired');
  assert.ok(group.tally(1).ages);
  for (let call = 0; call < 20_000; call++) {
    const attempt = group.placeAt(1);
    group.pass(100);
    group.end(attempt);
  }
  assert.equal(group.tally(1).ages, undefined);
});

Deno.test('a group that balances calls placed keeps neither places nor ages', () => {
  const group = experienced(new PlayedGroup({ balance: 'calls' }));
  group.end(group.placeAt(1), 'retried');
  const lost = group.placeAt(1);
  group.pass(7200);
  group.end(lost, 'expired');
  const { ghostTimes, ages } = group.tally(1);
  assert.deepEqual([ghostTimes, ages], [undefined, undefined]);
  const indifferent = new PlayedGroup({
    balance: 'calls',
    health: { ...DEFAULT_POLICIES.health, mode: 'off' },
  });
  indifferent.end(indifferent.placeAt(1));
  assert.equal(indifferent.tally(1).experience, undefined, 'and learns nothing for nobody');
});

Deno.test('calls of a held group keep a failed place for the holding time', () => {
  const group = new PlayedGroup({ holdSeconds: 300 });
  group.end(group.placeAt(1), 'retried');
  group.pass(280);
  group.ask();
  assert.equal(group.tally(1).ghosts, 1);
  group.pass(40);
  group.ask();
  assert.equal(group.tally(1).ghosts, 0);
});

Deno.test('counts that storage missed in a crash come right with time', () => {
  const group = experienced(new PlayedGroup());
  const lost = Array.from({ length: 40 }, () => group.placeAt(1));
  group.pass(7200);
  for (const attempt of lost) group.end(attempt, 'expired');
  for (let call = 0; call < 10; call++) group.placeAt(1);
  group.restart();
  group.tally(1).active = 4;
  group.ask([1]);
  assert.equal(counted(group), 4, 'never more than are open');
  group.pass(3 * CALL_SECONDS);
  group.placeAt(1);
  assert.deepEqual([group.tally(1).active, counted(group)], [5, 1]);
});

Deno.test("a destination's state stays small, however badly its calls go", () => {
  const group = experienced(new PlayedGroup({ destinations: split(50, 50) }), 200);
  let longest = 0;
  for (let call = 0; call < 3000; call++) {
    const attempt = group.placeAt(1);
    group.pass(1 + (call * 7919) % 11);
    const endings: Ending['reason'][] = ['completed', 'retried', 'retried', 'retried', 'expired'];
    if (call % 7 > 0) group.end(attempt, endings[call % 5]);
    longest = Math.max(longest, writeTallies(new Map([[1, group.tally(1)]])).length);
  }
  assert.ok(longest > 500 && longest < 1000, `${longest}`);
});

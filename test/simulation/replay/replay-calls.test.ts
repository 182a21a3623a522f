import assert from 'node:assert/strict';
import { destination, split } from '../../support/groups.ts';
import { attempt, refusal, replayed } from './calls.ts';

const only = { destinations: split(100) };
const none = { destinations: [destination(1, 100, { state: 'disabled' })] };

Deno.test('a call comes when it came and lasts as long as it lasted, wherever it goes', () => {
  const destinations = [destination(1, 0), destination(2, 100)];
  assert.deepEqual(replayed([attempt(5, { lasts: 30 })], { destinations }), ['5 placed 2', '35 ended 2']);
});

Deno.test('an attempt that failed fails after as long, and its call asks again', () => {
  const session = 'a';
  const requests = [
    attempt(0, { session, lasts: 4, endReason: 'retried' }),
    attempt(4, { session, number: 2, tried: [1], destinationId: 2 }),
  ];
  assert.deepEqual(replayed(requests, { destinations: split(10, 90) }), [
    ...['0 placed 2', '4 ended 2', '4 placed 1', '64 ended 1'],
  ]);
  assert.deepEqual(replayed(requests, only), ['0 placed 1', '4 ended 1', '4 exhausted']);
});

Deno.test('an outcome after which nothing else may be tried ends the tries', () => {
  const session = 'a';
  const requests = [
    attempt(0, { session, lasts: 4, endReason: 'retried', outcome: 'busy' }),
    attempt(4, { session, number: 2, tried: [1], destinationId: 2 }),
  ];
  const happened = replayed(requests, { destinations: split(60, 40), terminalOutcomes: ['busy'] });
  assert.deepEqual(happened, ['0 placed 1', '4 ended 1', '4 exhausted']);
});

Deno.test('who was refused then and is placed now talks for the median of the calls of the period', () => {
  const requests = [...[10, 20, 90].map((lasts) => attempt(0, { lasts })), refusal(100)];
  assert.deepEqual(replayed(requests, only).slice(-2), ['100 placed 1', '120 ended 1']);
});

Deno.test('when no call says how long calls last, such a one stays until it expires', () => {
  assert.deepEqual(replayed([refusal(0)], only), ['0 placed 1', '7200 ended 1']);
});

Deno.test('who was refused and asked again is one caller, who does not ask again once there is a place', () => {
  const session = 'a';
  const requests = [attempt(0, { lasts: 10 }), ...[20, 30, 40].map((at) => refusal(at, { session }))];
  assert.deepEqual(replayed(requests, only).slice(2), ['20 placed 1', '30 ended 1']);
  assert.deepEqual(replayed(requests, none), [0, 20, 30, 40].map((at) => `${at} no_destination`));
  const later = [refusal(20, { session }), refusal(200, { session })];
  const placed = replayed(later, only).filter((each) => /placed/.test(each));
  assert.deepEqual(placed, ['20 placed 1', '200 placed 1'], 'minutes later it is another call');
});

Deno.test('who is refused now and was placed then gives up', () => {
  const session = 'a';
  const requests = [
    attempt(0, { session, lasts: 4, endReason: 'retried' }),
    attempt(4, { session, number: 2, tried: [1], destinationId: 2 }),
  ];
  assert.deepEqual(replayed(requests, none), ['0 no_destination']);
  const lastResort = { ...none, lastResort: 'tel:+16175550100' };
  assert.deepEqual(replayed(requests, lastResort), ['0 no_destination, last resort']);
});

Deno.test('a call that nobody ended expires when the settings say, as late after that as it did', () => {
  const requests = [attempt(0, { lasts: 7201, endReason: 'expired' })];
  assert.deepEqual(replayed(requests, only).at(-1), '7201 ended 1');
  assert.deepEqual(replayed(requests, { ...only, sessionTtlSeconds: 600 }).at(-1), '601 ended 1');
});

Deno.test('a call that outlasts a shorter life of sessions expires', () => {
  const requests = [attempt(0, { lasts: 900 })];
  assert.deepEqual(replayed(requests, { ...only, sessionTtlSeconds: 600 }).at(-1), '600 ended 1');
});

Deno.test('a hold time ends calls, and without one they end when they did', () => {
  const hold = { ...only, holdSeconds: 300 };
  assert.equal(replayed([attempt(0)], hold).at(-1), '300 ended 1');
  const held = attempt(0, { lasts: 301, endReason: 'held', expiresAtMs: attempt(300).atMs });
  assert.equal(replayed([held], hold).at(-1), '301 ended 1');
  assert.equal(replayed([held], { ...hold, holdSeconds: 60 }).at(-1), '61 ended 1');
  assert.equal(replayed([held], only).at(-1), '301 ended 1');
});

Deno.test('a shorter retry window makes a retry a new transfer, a longer one a new transfer a retry', () => {
  const session = 'a';
  const destinations = split(60, 40);
  const retried = [
    attempt(0, { session, lasts: 100, endReason: 'retried' }),
    attempt(100, { session, number: 2, tried: [1], destinationId: 2 }),
  ];
  const toOnlyOne = { destinations: split(100), retryWindowSeconds: 50 };
  assert.deepEqual(replayed(retried, toOnlyOne), [
    ...['0 placed 1', '100 ended 1', '100 placed 1', '160 ended 1'],
  ]);
  const superseded = [
    attempt(0, { session, lasts: 200, endReason: 'superseded' }),
    attempt(200, { session }),
  ];
  const recorded = { retryWindowSeconds: 120 };
  const happened = replayed(superseded, { destinations: split(100), retryWindowSeconds: 300 }, { recorded });
  assert.deepEqual(happened, ['0 placed 1', '200 ended 1', '200 exhausted']);
  assert.equal(replayed(superseded, { destinations, ...recorded }).length, 4);
});

Deno.test('what was open when it starts is in progress where it was, and ends when it did', () => {
  const requests = [attempt(-30, { destinationId: 2, lasts: 40 }), attempt(5)];
  const capped = [destination(1, 50), destination(2, 50, { maxActive: 1 })];
  assert.deepEqual(replayed(requests, { destinations: capped }), [
    ...['-30 placed 2', '5 placed 1', '10 ended 2', '65 ended 1'],
  ]);
  const elsewhere = attempt(-30, { destinationId: 99, lasts: 40 });
  assert.deepEqual(replayed([elsewhere], only), ['-30 placed 99', '10 ended 99']);
});

Deno.test('a call in progress at the start asks again when it did', () => {
  const session = 'a';
  const requests = [
    attempt(-30, { session, lasts: 40, endReason: 'retried' }),
    attempt(10, { session, number: 2, tried: [1], destinationId: 2 }),
  ];
  assert.deepEqual(replayed(requests, { destinations: split(60, 40) }), [
    ...['-30 placed 1', '10 ended 1', '10 placed 2', '70 ended 2'],
  ]);
});

Deno.test('a call whose first attempts are not in the record goes on from what it had tried', () => {
  const requests = [attempt(0, { session: 'a', number: 2, tried: [1], destinationId: 2 })];
  assert.deepEqual(replayed(requests, { destinations: split(60, 40) })[0], '0 placed 2');
});

Deno.test('a session that was completed after its last refusal begins anew', () => {
  const session = 'a';
  const requests = [
    attempt(0, { session, lasts: 4, endReason: 'retried' }),
    refusal(4, { session, number: 2, reason: 'exhausted' }),
    attempt(20, { session, lasts: 5 }),
  ];
  assert.deepEqual(replayed(requests, only), [
    ...['0 placed 1', '4 ended 1', '4 exhausted', '20 placed 1', '25 ended 1'],
  ]);
});

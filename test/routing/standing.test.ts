import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { HealthSettings } from '../../src/routing/policies.ts';
import type { Destination } from '../../src/routing/route-group.ts';
import { exclusionsFor, standingsOf } from '../../src/routing/standing.ts';
import { writeTallies } from '../../src/switchboard/books/tallies-text.ts';
import { destination } from '../support/groups.ts';
import { PlayedGroup } from '../support/played-group.ts';

const MONDAY_TEN = Date.parse('2026-06-01T10:00Z');
const at = (time: string) => Date.parse(`2026-06-01T${time}Z`);

const hours = {
  timeZone: 'UTC',
  open: [{ days: ['mon'] as const, from: '12:00', to: '24:00' }],
  closed: [],
};

function played(mode: HealthSettings['mode'], ...destinations: Destination[]): PlayedGroup {
  const health = { ...DEFAULT_POLICIES.health, mode, panicPercent: 0 };
  return new PlayedGroup({ destinations, health }, MONDAY_TEN);
}

const standing = (group: PlayedGroup, index = 0) => standingsOf(group.ledger, group.nowMs)[index];
const stateOf = (group: PlayedGroup, index = 0) => {
  const { state, untilMs, health } = standing(group, index);
  return [state, untilMs, health];
};

Deno.test('says of each destination whether it takes calls, and otherwise why not and until when', () => {
  const group = played(
    'on',
    destination(1, 20),
    destination(2, 20, { maxActive: 1 }),
    destination(3, 20, { caps: [{ per: 'hour', calls: 1 }] }),
    destination(4, 20, { hours }),
    destination(5, 20, { state: 'disabled' }),
    destination(6, 0),
    destination(7, 20),
  );
  for (const id of [2, 3]) group.placeAt(id);
  for (let time = 0; time < 5; time++) group.end(group.placeAt(7), 'retried');
  const standings = standingsOf(group.ledger, group.nowMs).map(({ state, untilMs }) => [state, untilMs]);
  assert.deepEqual(standings, [
    ['open', null],
    ['full', null],
    ['over_cap', at('11:00')],
    ['closed', at('12:00')],
    ['disabled', null],
    ['no_share', null],
    ['ejected', at('10:00:30')],
  ]);
});

Deno.test('says how many calls a draining destination has left', () => {
  const group = played('off', destination(1, 100));
  for (let call = 0; call < 3; call++) group.place();
  group.edit({ destinations: [destination(1, 100, { state: 'draining' })] });
  const { state, active } = standing(group);
  assert.deepEqual([state, active], ['draining', 3]);
});

Deno.test('whoever looks leaves everything as the next call should find it', () => {
  const caps = [{ per: 'hour' as const, calls: 9 }];
  const opening = { ...hours, open: [{ days: ['mon'] as const, from: '08:00', to: '12:00' }] };
  const group = played('on', destination(1, 50, { caps, hours: opening }), destination(2, 50));
  for (let failure = 0; failure < 5; failure++) group.end(group.placeAt(2), 'retried');
  group.placeAt(1);
  const before = writeTallies(group.ledger.tallies);
  for (const time of ['12:30', '10:00:20', '23:59']) standingsOf(group.ledger, at(time));
  assert.equal(writeTallies(group.ledger.tallies), before);
  assert.equal(group.place().destinationId, 1, 'is still open, and the other one ejected');
});

Deno.test('whoever looks sees what the clock has changed since the last call', () => {
  const group = played('on', destination(1, 40, { hours }), destination(2, 40), destination(3, 20));
  for (let failure = 0; failure < 5; failure++) group.end(group.placeAt(2), 'retried');
  assert.deepEqual([stateOf(group, 0)[0], stateOf(group, 1)[0]], ['closed', 'ejected']);
  group.moveTo('2026-06-01T12:00Z');
  assert.deepEqual([stateOf(group, 0)[0], stateOf(group, 1)[0]], ['open', 'open']);
});

Deno.test('tells how much of each cap is used', () => {
  const one = destination(1, 50, { maxActive: 9, caps: [{ per: 'hour', calls: 5 }] });
  const group = played('off', one, destination(2, 50));
  const caps = [{ per: 'day' as const, calls: 7 }];
  group.edit({ sharedCaps: [{ name: 'Vendor', destinations: [1, 2], maxActive: 4, caps }] });
  group.placeAt(1);
  group.placeAt(2);
  group.end(group.placeAt(1));
  const day = { per: 'day', used: 3, most: 7, untilMs: Date.parse('2026-06-02T00:00Z') };
  assert.deepEqual(standing(group).limits, [
    { shared: null, per: null, used: 1, most: 9, untilMs: null },
    { shared: null, per: 'hour', used: 2, most: 5, untilMs: at('11:00') },
    { shared: 'Vendor', per: null, used: 2, most: 4, untilMs: null },
    { shared: 'Vendor', ...day },
  ]);
  group.pass(3600);
  const { used, untilMs } = standing(group).limits[1];
  assert.deepEqual([used, untilMs], [0, at('12:00')], 'also when no call has come since');
});

Deno.test('shows a trial, and what is only observed', () => {
  const fail = (group: PlayedGroup) => {
    for (let time = 0; time < 5; time++) group.end(group.placeAt(1), 'retried');
  };
  const ejecting = played('on', destination(1, 50), destination(2, 50));
  fail(ejecting);
  ejecting.pass(30);
  assert.deepEqual(stateOf(ejecting), ['open', null, 'on_trial']);
  ejecting.placeAt(1);
  assert.deepEqual(stateOf(ejecting), ['ejected', null, 'on_trial']);
  const observing = played('observe', destination(1, 50), destination(2, 50));
  fail(observing);
  assert.deepEqual(stateOf(observing), ['open', null, 'ejected']);
});

Deno.test('gives the reason for each destination that a call was kept from', () => {
  const group = played('off', destination(1, 30), destination(2, 30), destination(3, 40, { hours }));
  const caps = [{ per: 'month' as const, calls: 1 }];
  group.edit({ sharedCaps: [{ name: 'Vendor', destinations: [2], maxActive: null, caps }] });
  group.placeAt(2);
  assert.deepEqual([...exclusionsFor(group.ledger, [1], group.nowMs)], [
    [1, { reason: 'tried', untilMs: Infinity }],
    [2, { reason: 'over_cap', untilMs: Date.parse('2026-07-01T00:00Z'), per: 'month', shared: 'Vendor' }],
    [3, { reason: 'closed', untilMs: at('12:00') }],
  ]);
});

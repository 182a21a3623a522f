import { deepEqual, equal } from 'node:assert/strict';
import type { DestinationLive } from '../../../../../src/contract/group.ts';
import { summariseStates } from '../../../../../src/web/features/groups/states/summarise-states.ts';

const NOW = Date.parse('2026-11-23T19:30:00Z');

/** Destinations A, B, … that stand like this. */
function summarise(...standings: Partial<DestinationLive>[]) {
  const destinations = standings.map((standing, index) => ({
    ...{ id: index + 1, name: 'ABCDEFGH'[index], percent: 50, active: 2, activeShare: 50, placed: 2 },
    ...{ placedShare: 50, state: 'open', until: null, health: 'in_service', limits: [] },
    ...standing,
  } as DestinationLive));
  return summariseStates(destinations, { nowMs: NOW, timeZone: 'UTC', isObserved: true });
}

const OPEN = {};
const FULL = { state: 'full' } as const;
const CLOSED = { state: 'closed', until: '2026-11-24T08:00:00Z' } as const;
const DRAINING = { state: 'draining' } as const;

Deno.test('of open destinations there is nothing to say, nor of a percent of 0', () => {
  equal(summarise(OPEN, OPEN, { state: 'no_share', percent: 0 }), undefined);
});

Deno.test('of one destination it is said how it stands', () => {
  deepEqual(summarise(OPEN, CLOSED), { words: 'B: closed until Tue 08:00', tone: 'waiting' });
  deepEqual(summarise(OPEN, DRAINING), { words: 'B: draining: 2 calls left', tone: 'off' });
  deepEqual(summarise({ health: 'ejected' }, OPEN), { words: 'A: failing (observed)', tone: 'bad' });
});

Deno.test('of several it is said how many stand how, the worst first and in its tone', () => {
  deepEqual(summarise(CLOSED, OPEN, FULL, CLOSED), { words: '1 full, 2 closed', tone: 'waiting' });
  deepEqual(summarise(OPEN, DRAINING, CLOSED, { state: 'ejected' }, { health: 'ejected' }), {
    words: '1 ejected, 1 failing, 1 closed, 1 draining',
    tone: 'bad',
  });
});

Deno.test('a group of which no destination takes calls says so first', () => {
  deepEqual(summarise(CLOSED, DRAINING), { words: 'none open: 1 closed, 1 draining', tone: 'bad' });
  deepEqual(summarise(FULL), { words: 'A: full', tone: 'bad' });
});

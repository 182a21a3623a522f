import { deepEqual, equal } from 'node:assert/strict';
import { describeState, type Standing } from '../../src/contract/describe-state.ts';

/** A Monday, 14:30 in New York. */
const NOW = Date.parse('2026-11-23T19:30:00Z');
const READER = { nowMs: NOW, timeZone: 'America/New_York', isObserved: false };

/** How a destination with three calls in progress is described, to a reader in New York unless said otherwise. */
function describe(standing: Partial<Standing>, reader: Partial<typeof READER> = {}) {
  const plain: Standing = { state: 'open', until: null, active: 3, health: 'in_service', limits: [] };
  return describeState({ ...plain, ...standing }, { ...READER, ...reader });
}

const words = (...standing: Parameters<typeof describe>) => describe(...standing).words;
const closed = (until: string) => ({ state: 'closed', until }) as const;
const ejected = (seconds: number) =>
  ({ state: 'ejected', until: new Date(NOW + seconds * 1000).toISOString() }) as const;

Deno.test('a destination that may have a call is open', () => {
  deepEqual(describe({}), { words: 'open', tone: 'good' });
});

Deno.test('an open one whose calls fail says so, and why it is open all the same', () => {
  deepEqual(describe({ health: 'ejected' }, { isObserved: true }), {
    words: 'failing (observed)',
    tone: 'bad',
  });
  equal(words({ health: 'on_trial' }, { isObserved: true }), 'failing (observed)');
  equal(words({ health: 'ejected' }), 'failing, but needed');
  equal(words({ health: 'on_trial' }), 'on trial with the next call');
});

Deno.test('a closed one says until when, with the day unless it is today', () => {
  equal(words(closed('2026-11-23T21:00:00Z')), 'closed until 16:00');
  equal(words(closed('2026-11-24T13:00:00Z')), 'closed until Tue 08:00');
  equal(words(closed('2026-12-28T13:00:00Z')), 'closed until 28 Dec, 08:00');
  equal(words({ state: 'closed' }), 'closed');
});

Deno.test('times are those of the clock that the reader sees', () => {
  const reader = { timeZone: 'Europe/Dublin' };
  equal(words(closed('2026-11-23T21:00:00Z'), reader), 'closed until 21:00');
  equal(words(closed('2026-11-24T00:30:00Z'), reader), 'closed until Tue 00:30');
  equal(words(closed('2026-11-24T00:30:00Z')), 'closed until 19:30');
});

Deno.test('one at a cap says which, whose, and until when', () => {
  const day = { shared: null, per: 'day', used: 3, most: 9, until: null } as const;
  equal(
    words({
      state: 'over_cap',
      until: '2026-11-23T20:00:00Z',
      limits: [day, { ...day, per: 'hour', most: 3 }],
    }),
    'over its hourly cap until 15:00',
  );
  equal(
    words({
      state: 'over_cap',
      until: '2026-11-24T05:00:00Z',
      limits: [day, { ...day, shared: 'Vendor X', used: 9 }],
    }),
    'over the daily cap of Vendor X until Tue 00:00',
  );
});

Deno.test('a full one is free with the next call that ends, unless its cap is 0', () => {
  const own = { shared: null, per: null, used: 3, most: 3, until: null };
  equal(words({ state: 'full', limits: [own] }), 'full');
  equal(
    words({ state: 'full', limits: [{ ...own, most: 9 }, { ...own, shared: 'Vendor X' }] }),
    'full: Vendor X',
  );
  deepEqual(describe({ state: 'full', limits: [{ ...own, used: 0, most: 0 }] }), {
    words: 'no calls, as its cap is 0',
    tone: 'off',
  });
});

Deno.test('an ejected one says for how long, and then that it is on trial', () => {
  equal(words(ejected(40)), 'ejected for 40 s');
  equal(words(ejected(39.2)), 'ejected for 40 s');
  equal(words(ejected(300)), 'ejected for 5 min');
  equal(words(ejected(-1)), 'ejected, soon on trial');
  equal(words({ state: 'ejected' }), 'on trial with one call');
});

Deno.test('what somebody chose is said as such, with the calls that a draining one has left', () => {
  deepEqual(describe({ state: 'draining' }), { words: 'draining: 3 calls left', tone: 'off' });
  equal(words({ state: 'draining', active: 1 }), 'draining: 1 call left');
  equal(words({ state: 'draining', active: 0 }), 'draining: no calls left');
  equal(words({ state: 'disabled' }), 'disabled');
  equal(words({ state: 'no_share' }), 'no share of the calls');
});

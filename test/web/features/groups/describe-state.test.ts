import { deepEqual, equal } from 'node:assert/strict';
import { describeState, type Standing } from '../../../../src/web/features/groups/describe-state.ts';

/** A Monday, 14:30 in New York. */
const NOW = Date.parse('2026-11-23T19:30:00Z');
const NEW_YORK = 'America/New_York';

/** How a destination with three calls in progress is described, to a reader in New York unless said otherwise. */
function describe(standing: Partial<Standing>, readerTimeZone = NEW_YORK) {
  const plain = { state: 'open', untilMs: null, active: 3, health: 'in_service', limits: [] } as const;
  return describeState({ ...plain, ...standing }, { nowMs: NOW, timeZone: NEW_YORK, readerTimeZone });
}

const words = (...standing: Parameters<typeof describe>) => describe(...standing).words;
const closed = (until: string) => ({ state: 'closed', untilMs: Date.parse(until) }) as const;
const ejected = (seconds: number) => ({ state: 'ejected', untilMs: NOW + seconds * 1000 }) as const;

Deno.test('a destination that may have a call is open', () => {
  deepEqual(describe({}), { words: 'open', tone: 'good' });
});

Deno.test('an open one whose calls fail says so, as when health is only observed', () => {
  deepEqual(describe({ health: 'ejected' }), { words: 'open, though its calls fail', tone: 'bad' });
  equal(words({ health: 'on_trial' }), 'open, on trial');
});

Deno.test('a closed one says until when, with the day unless it is today', () => {
  equal(words(closed('2026-11-23T21:00:00Z')), 'closed until 16:00');
  equal(words(closed('2026-11-24T13:00:00Z')), 'closed until Tue 08:00');
  equal(words(closed('2026-12-28T13:00:00Z')), 'closed until 28 Dec, 08:00');
  equal(words({ state: 'closed' }), 'closed');
});

Deno.test('to a reader elsewhere the city is said, as 08:00 is another moment there', () => {
  equal(words(closed('2026-11-24T13:00:00Z'), 'Europe/Dublin'), 'closed until Tue 08:00 (New York)');
  equal(words(closed('2026-11-24T13:00:00Z'), 'America/Toronto'), 'closed until Tue 08:00');
});

Deno.test('one at a cap says which, whose, and until when', () => {
  const day = { shared: null, per: 'day', used: 3, most: 9 } as const;
  equal(
    words({
      state: 'over_cap',
      untilMs: Date.parse('2026-11-23T20:00:00Z'),
      limits: [day, { ...day, per: 'hour', most: 3 }],
    }),
    'over its hourly cap until 15:00',
  );
  equal(
    words({
      state: 'over_cap',
      untilMs: Date.parse('2026-11-24T05:00:00Z'),
      limits: [day, { ...day, shared: 'Vendor X', used: 9 }],
    }),
    'over the daily cap of Vendor X until Tue 00:00',
  );
});

Deno.test('a full one is free with the next call that ends, unless its cap is 0', () => {
  const own = { shared: null, per: null, used: 3, most: 3 };
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
  equal(words({ state: 'ejected' }), 'on trial with one call');
});

Deno.test('what somebody chose is said as such, with the calls that a draining one has left', () => {
  deepEqual(describe({ state: 'draining' }), { words: 'draining: 3 calls left', tone: 'off' });
  equal(words({ state: 'draining', active: 1 }), 'draining: 1 call left');
  equal(words({ state: 'draining', active: 0 }), 'draining: no calls left');
  equal(words({ state: 'disabled' }), 'disabled');
  equal(words({ state: 'no_share' }), 'no share of the calls');
});

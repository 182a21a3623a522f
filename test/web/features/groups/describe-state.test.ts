import { deepEqual, equal } from 'node:assert/strict';
import { type Exclusion, FULL, NEVER_FREE, OFF, TRIED } from '../../../../src/routing/exclusion.ts';
import { describeState } from '../../../../src/web/features/groups/describe-state.ts';

/** A Monday, 14:30 in New York. */
const NOW = Date.parse('2026-11-23T19:30:00Z');
const NEW_YORK = 'America/New_York';

/** The words for a destination that is enabled, to a reader in New York. */
function words(exclusion: Exclusion | undefined, readerTimeZone = NEW_YORK): string {
  const clock = { nowMs: NOW, timeZone: NEW_YORK, readerTimeZone };
  return describeState({ state: 'enabled', active: 3, exclusion }, clock).words;
}

const closed = (until: string): Exclusion => ({ reason: 'closed', untilMs: Date.parse(until) });
const seconds = (count: number): Exclusion => ({ reason: 'ejected', untilMs: NOW + count * 1000 });

Deno.test('a destination that may have a call is open', () => {
  equal(words(undefined), 'open');
});

Deno.test('a closed one says until when, with the day unless it is today', () => {
  equal(words(closed('2026-11-23T21:00:00Z')), 'closed until 16:00');
  equal(words(closed('2026-11-24T13:00:00Z')), 'closed until Tue 08:00');
  equal(words(closed('2026-12-28T13:00:00Z')), 'closed until 28 Dec, 08:00');
  equal(words({ reason: 'closed', untilMs: Infinity }), 'closed');
});

Deno.test('to a reader elsewhere the city is said, as 08:00 is another moment there', () => {
  equal(words(closed('2026-11-24T13:00:00Z'), 'Europe/Dublin'), 'closed until Tue 08:00 (New York)');
  equal(words(closed('2026-11-24T13:00:00Z'), 'America/Toronto'), 'closed until Tue 08:00');
});

Deno.test('one at a cap says which, whose, and until when', () => {
  const untilMs = Date.parse('2026-11-23T20:00:00Z');
  equal(words({ reason: 'over_cap', untilMs, per: 'hour' }), 'over its hourly cap until 15:00');
  equal(
    words({
      reason: 'over_cap',
      untilMs: Date.parse('2026-11-24T05:00:00Z'),
      per: 'day',
      shared: 'Vendor X',
    }),
    'over the daily cap of Vendor X until Tue 00:00',
  );
});

Deno.test('a full one is free with the next call that ends, unless its cap is 0', () => {
  equal(words(FULL), 'full');
  equal(words({ ...FULL, shared: 'Vendor X' }), 'full: Vendor X');
  equal(words(NEVER_FREE), 'no calls: its cap is 0');
});

Deno.test('an ejected one says for how long, and then that it is on trial', () => {
  equal(words(seconds(40)), 'ejected for 40 s');
  equal(words(seconds(39.2)), 'ejected for 40 s');
  equal(words(seconds(300)), 'ejected for 5 min');
  equal(words({ reason: 'ejected', untilMs: 0 }), 'on trial with one call');
});

Deno.test('a state that somebody chose comes before everything else', () => {
  const clock = { nowMs: NOW, timeZone: NEW_YORK, readerTimeZone: NEW_YORK };
  const chosen = (state: 'draining' | 'disabled', active: number) =>
    describeState({ state, active, exclusion: OFF }, clock);
  deepEqual(chosen('draining', 3), { words: 'draining: 3 calls left', tone: 'off' });
  equal(chosen('draining', 1).words, 'draining: 1 call left');
  equal(chosen('draining', 0).words, 'draining: no calls left');
  equal(chosen('disabled', 3).words, 'disabled');
});

Deno.test('one without a percent has no share, one that was tried stays with the call that tried it', () => {
  equal(words(OFF), 'no share of the calls');
  equal(words(TRIED), 'tried by this call');
});

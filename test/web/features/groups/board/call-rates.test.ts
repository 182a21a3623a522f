import { equal } from 'node:assert/strict';
import { CallRates } from '../../../../../src/web/features/groups/board/call-rates.ts';

/** A group that places so many calls a second. */
function play(rates: CallRates, seconds: number, perSecond: number, from = { ms: 0, placed: 0 }) {
  for (let second = 0; second <= seconds; second++) {
    rates.note(1, from.placed + second * perSecond, from.ms + second * 1000);
  }
  return { ms: from.ms + seconds * 1000, placed: from.placed + seconds * perSecond };
}

Deno.test('says how many calls come in a minute, once ten seconds were seen', () => {
  const rates = new CallRates();
  const early = play(rates, 9, 2);
  equal(rates.rateOf(1, early.placed, early.ms), undefined);
  const { ms, placed } = play(rates, 21, 2, early);
  const rate = rates.rateOf(1, placed, ms)!;
  equal(rate.perMinute, 120);
  equal(rate.seconds, 30);
});

Deno.test('knows the last five minutes alone', () => {
  const rates = new CallRates();
  const busy = play(rates, 600, 10);
  const quiet = play(rates, 300, 1, busy);
  const rate = rates.rateOf(1, quiet.placed, quiet.ms)!;
  equal(Math.round(rate.perMinute), 60);
  equal(rate.seconds, 300);
});

Deno.test('falls while no call comes', () => {
  const rates = new CallRates();
  const { ms, placed } = play(rates, 60, 1);
  equal(rates.rateOf(1, placed, ms + 60_000)!.perMinute, 30);
});

Deno.test('begins anew when the count does, as after the removal of a destination', () => {
  const rates = new CallRates();
  const { ms, placed } = play(rates, 60, 1);
  equal(rates.rateOf(1, placed - 61, ms), undefined);
  rates.note(1, placed - 50, ms);
  equal(rates.rateOf(1, placed - 50, ms + 9000), undefined);
  equal(rates.rateOf(1, placed - 40, ms + 10_000)!.perMinute, 60);
});

Deno.test('knows nothing of a group that was never seen', () => {
  equal(new CallRates().rateOf(9, 100, 1e9), undefined);
});

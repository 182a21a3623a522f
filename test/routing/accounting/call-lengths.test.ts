import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRandom, normal } from '../../../bench/fairness/random.ts';
import {
  addLength,
  addLost,
  type CallLengths,
  countingSeconds,
  meanSeconds,
  noLengths,
} from '../../../src/routing/accounting/call-lengths.ts';

/** Durations in seconds as call centres see them: log-normal with σ 1.2. */
function durations(count: number, mean: number, seed = 1): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => mean * Math.exp(1.2 * normal(random) - 0.72));
}

function lengthsOf(seconds: readonly number[]): CallLengths {
  const lengths = noLengths();
  for (const each of seconds) addLength(lengths, Math.floor(each * 1000));
  return lengths;
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

Deno.test('knows how long calls last on average, whatever their mean', () => {
  // Of 1,000 such durations the mean is known to 1.8/√1000 = 6 %; half octaves add about 1 %. Here it is compared with
  // the mean of the very same calls: what is left is the grid's part.
  for (const expected of [5, 40, 180, 900]) {
    const calls = durations(1000, expected);
    const known = meanSeconds(lengthsOf(calls));
    assert.ok(Math.abs(known / mean(calls) - 1) < 0.03 + 1 / expected, `${known}, ${mean(calls)}`);
  }
});

Deno.test('forgets how calls were a few thousand calls ago', () => {
  const known = meanSeconds(lengthsOf([...durations(5000, 60), ...durations(6000, 600, 2)]));
  assert.ok(Math.abs(known / 600 - 1) < 0.15, `${known}`);
});

Deno.test('attempts count for as long as calls last, on average, however many of them are never completed', () => {
  const calls = durations(1000, 180);
  const lengths = lengthsOf(calls);
  for (const part of [30, 300, 1000, 5000, 9000, 10_000]) {
    const counting = countingSeconds(lengths, part);
    const lost = part / 10_000;
    const counted = mean(calls.map((each) => (1 - lost) * Math.min(each, counting) + lost * counting));
    assert.ok(Math.abs(counted / mean(calls) - 1) < 0.03, `${part}: ${counted} of ${mean(calls)}`);
  }
});

Deno.test('what nobody ever completes counts for one mean call', () => {
  const lengths = lengthsOf(durations(1000, 180));
  assert.ok(Math.abs(countingSeconds(lengths, 10_000) - meanSeconds(lengths)) <= 1);
});

Deno.test('stays small and whole, whatever calls last', () => {
  const step = fc.oneof(fc.constant('lost' as const), fc.nat(2 ** 31));
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 1, max: 40 }),
      (steps, rounds) => {
        const lengths = noLengths();
        addLength(lengths, 1000);
        for (let round = 0; round < rounds; round++) {
          for (const each of steps) each === 'lost' ? addLost(lengths) : addLength(lengths, each);
        }
        assert.equal(lengths.weights.reduce((sum, weight) => sum + weight), lengths.total);
        assert.ok(lengths.weights.length <= 41 && JSON.stringify(lengths).length <= 300);
        for (const value of [...lengths.weights, lengths.lost]) {
          assert.ok(Number.isInteger(value) && value >= 0 && value <= 2048 * 16);
        }
        if (lengths.total === 0) return;
        assert.ok(Number.isInteger(meanSeconds(lengths)) && meanSeconds(lengths) >= 1);
        for (const part of [30, 5000, 10_000]) {
          const counting = countingSeconds(lengths, part);
          assert.ok(Number.isInteger(counting) && counting >= 1 && counting < 2 ** 20, `${counting}`);
        }
      },
    ),
    { numRuns: 50 },
  );
});

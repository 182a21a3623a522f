import assert from 'node:assert/strict';
import { endingsIn, noFigures } from '../../../src/history/reports/figures.ts';
import type { DestinationFigures } from '../../../src/history/reports/reports.ts';
import { destinationFiguresOf, percentile } from '../../../src/manager/reports/figures-output.ts';
import type { EndReason } from '../../../src/routing/attempt.ts';
import { lengthBucketOf } from '../../../src/routing/accounting/length-buckets.ts';
import type { Outcome } from '../../../src/routing/outcome.ts';

type Ended = [reason: EndReason, outcome: Outcome | null, ended: number, openMs: number];

function figures(endings: Ended[], fields: Partial<DestinationFigures> = {}): DestinationFigures {
  const figures = { ...noFigures(), ...fields };
  for (const [reason, outcome, ended, openMs] of endings) {
    const own = endingsIn(figures, reason, outcome);
    own.ended += ended;
    own.openMs += openMs;
  }
  return figures;
}

const outputOf = (own: DestinationFigures, minutes = 1) => destinationFiguresOf(own, own, minutes);

Deno.test('the answer rate is of the attempts whose outcome was told', () => {
  const { told, answerRate } = outputOf(figures([
    ['completed', 'connected', 6, 0],
    ['completed', 'busy', 1, 0],
    ['retried', 'no_answer', 1, 0],
    ['completed', null, 90, 0],
  ]));
  assert.deepEqual({ told, answerRate }, { told: 8, answerRate: 75 });
  assert.equal(outputOf(figures([['completed', null, 1, 0]])).answerRate, null);
});

Deno.test('failures are what a destination let callers down by, told or not', () => {
  const { failures } = outputOf(figures([
    ['retried', null, 1, 0],
    ['retried', 'busy', 10, 0],
    ['completed', 'failed', 100, 0],
    ['completed', 'no_answer', 1000, 0],
    ['completed', 'declined', 10_000, 0],
    ['expired', null, 100_000, 0],
  ]));
  assert.equal(failures, 1101);
});

Deno.test('only calls talk: attempts that came to nothing have no length', () => {
  const { talkedMinutes, calls, meanSeconds } = outputOf(figures([
    ['completed', null, 1, 60_000],
    ['completed', 'caller_hung_up', 2, 60_000],
    ['completed', 'busy', 5, 600_000],
    ['expired', null, 5, 600_000],
  ]));
  assert.deepEqual({ talkedMinutes, calls, meanSeconds }, { talkedMinutes: 2, calls: 3, meanSeconds: 40 });
  assert.equal(outputOf(noFigures()).meanSeconds, null);
});

Deno.test('calls in progress are their mean over the whole time', () => {
  assert.equal(outputOf({ ...noFigures(), activeMs: 90_000 }, 3).inProgress, 0.5);
  assert.equal(outputOf({ ...noFigures(), activeMs: 90_000 }, 0).inProgress, 0);
});

Deno.test('shares are of the whole group, and none while there is nothing to divide', () => {
  const own = figures([['completed', null, 1, 60_000]], { placed: 1, activeMs: 1000 });
  const whole = figures([['completed', null, 3, 180_000]], { placed: 8, activeMs: 3000 });
  const { placedShare, inProgressShare, talkedShare } = destinationFiguresOf(own, whole, 1);
  assert.deepEqual([placedShare, inProgressShare, talkedShare], [12.5, 33.33, 33.33]);
  assert.equal(outputOf(noFigures()).placedShare, null);
});

Deno.test('a percentile is within a twentieth of the length that so many calls did not exceed', () => {
  const lengths = Array.from({ length: 1000 }, (_, index) => (index + 1) * 300);
  const buckets = new Map<number, number>();
  for (const ms of lengths) buckets.set(lengthBucketOf(ms), (buckets.get(lengthBucketOf(ms)) ?? 0) + 1);
  for (const part of [0.5, 0.9, 0.95]) {
    const exact = lengths[Math.ceil(part * lengths.length) - 1] / 1000;
    const found = percentile(buckets, part)!;
    assert.ok(Math.abs(found / exact - 1) <= 0.05, `${found} for ${exact}`);
  }
  assert.equal(percentile(new Map(), 0.5), null);
  assert.equal(percentile(new Map([[0, 1]]), 0.95), 0.5);
});

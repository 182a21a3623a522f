import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stretchesOf } from '../../../src/history/reports/reading-plan.ts';

/** Spans of these lengths, one behind the other. */
function spansOf(lengths: readonly number[]) {
  let to = 29_500_000;
  return lengths.map((length) => ({ from: to, to: to += length }));
}

Deno.test('a plan reads every minute of every span once, the latest first', () => {
  const lengths = fc.array(
    fc.oneof(fc.constantFrom(1, 60, 60, 1380, 1440, 1500), fc.integer({ min: 1, max: 9000 })),
  );
  fc.assert(fc.property(lengths, fc.constantFrom(1, 20, 1000), (lengths, groups) => {
    const spans = spansOf(lengths);
    const stretches = stretchesOf(spans, groups);
    let end = spans.at(-1)?.to ?? 0;
    for (const { from, to, span, step } of stretches) {
      assert.equal(to, end);
      assert.equal((to - from) % step, 0);
      for (let begin = from, number = span; begin < to; begin += step, number++) {
        assert.ok(spans[number].from <= begin && begin + step <= spans[number].to);
      }
      end = from;
    }
    assert.equal(end, spans[0]?.from ?? 0);
  }));
});

Deno.test('no statement of a plan reads more than a day, nor more rows than are worth waiting for', () => {
  const month = spansOf([30 * 1440]);
  assert.deepEqual(stretchesOf(month, 20).map(({ from, to }) => to - from), new Array(30).fill(1440));
  assert.equal(stretchesOf(month, 1000)[0].to - stretchesOf(month, 1000)[0].from, 60);
  const minutes = spansOf(new Array(1440).fill(1));
  assert.equal(stretchesOf(minutes, 1).length, 1);
  assert.equal(stretchesOf(minutes, 1000).length, 720);
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addAt, dropUntil, sumOf, takeOneAt } from '../../../src/routing/accounting/time-buckets.ts';

/** The times in buckets, each as often as it counts. */
const timesIn = (buckets: readonly number[]) =>
  buckets.flatMap((value, at) => at % 2 === 1 ? Array<number>(value).fill(buckets[at - 1]) : []);

const step = fc.record({ do: fc.constantFrom('add', 'add', 'take', 'drop'), time: fc.nat(19) });

Deno.test('buckets hold what a sorted list would', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
    const buckets: number[] = [];
    let list: number[] = [];
    for (const { do: what, time } of steps) {
      if (what === 'add') {
        addAt(buckets, time);
        list = [...list, time].sort((a, b) => a - b);
      } else if (what === 'take') {
        const at = list.findLastIndex((each) => each <= time);
        assert.equal(takeOneAt(buckets, time), at >= 0);
        if (at >= 0) list.splice(at, 1);
      } else {
        dropUntil(buckets, time);
        list = list.filter((each) => each > time);
      }
      assert.deepEqual(timesIn(buckets), list);
      assert.equal(sumOf(buckets), list.length);
    }
  }));
});

Deno.test('however many times there are, buckets stay few and lose nothing', () => {
  const buckets: number[] = [];
  for (let time = 1; time <= 1000; time++) addAt(buckets, (time * 7919) % 1000);
  assert.ok(buckets.length <= 40);
  assert.equal(sumOf(buckets), 1000);
  const times = buckets.filter((_, at) => at % 2 === 0);
  assert.deepEqual(times, times.toSorted((a, b) => a - b));
});

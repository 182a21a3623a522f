import assert from 'node:assert/strict';
import { Durations } from '../../src/metrics/durations.ts';
import { writeExposition } from '../../src/metrics/exposition.ts';
import { parseExposition, valueOf } from '../support/exposition.ts';

function read(durationsMs: readonly number[]) {
  const durations = new Durations();
  for (const durationMs of durationsMs) durations.add(durationMs);
  return parseExposition(writeExposition([durations.metric('answer_seconds', 'Time to an answer.')]));
}

Deno.test('a duration counts in every bucket whose bound it does not exceed, the bound included', () => {
  const metrics = read([0.4, 0.5, 0.6, 5000, 60_000]);
  const bucket = (le: number | string) => valueOf(metrics, 'answer_seconds_bucket', { le });
  assert.deepEqual([0.0005, 0.001, 2.5, 5, 10, '+Inf'].map(bucket), [2, 3, 3, 4, 4, 5]);
});

Deno.test('durations are summed up in seconds', () => {
  const metrics = read([250, 500, 20_000]);
  assert.equal(valueOf(metrics, 'answer_seconds_sum'), 20.75);
  assert.equal(valueOf(metrics, 'answer_seconds_count'), 3);
});

Deno.test('a histogram that nothing was added to is there, and empty', () => {
  assert.equal(valueOf(read([]), 'answer_seconds_bucket', { le: '+Inf' }), 0);
});

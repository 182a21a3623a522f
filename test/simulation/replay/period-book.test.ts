import assert from 'node:assert/strict';
import { PeriodBook } from '../../../src/simulation/replay/period-book.ts';

const HOUR_MS = 3_600_000;

Deno.test('counts what happens in a period, and of what was before only what is still in progress', () => {
  const book = new PeriodBook(HOUR_MS, 3 * HOUR_MS);
  for (let call = 0; call < 3; call++) {
    book.arrived(0);
    book.placed(1, 0);
  }
  book.refused('closed', true, 0);
  book.ended(1, HOUR_MS / 2);
  book.arrived(HOUR_MS);
  book.ended(1, HOUR_MS);
  book.placed(1, 2 * HOUR_MS);
  book.placed(2, 2 * HOUR_MS);
  book.refused('at_capacity', false, 2 * HOUR_MS);
  book.refused('at_capacity', true, 2 * HOUR_MS);
  const { calls, placed, active, refused, lastResorts, destinations } = book.read();
  assert.deepEqual([calls, placed, lastResorts, [...refused]], [1, 2, 1, [['at_capacity', 2]]]);
  assert.deepEqual(active, { mean: 2, peak: 3 });
  assert.deepEqual(destinations.get(1), { placed: 1, active: { mean: 1.5, peak: 2 }, hourly: [0, 1] });
  assert.deepEqual(destinations.get(2), { placed: 1, active: { mean: 0.5, peak: 1 }, hourly: [0, 1] });
});

import { deepEqual, equal } from 'node:assert/strict';
import { periodOf } from '../../../../../../src/web/features/groups/form/what-if/periods.ts';

/** Ten past nine in the morning, by the clock of whoever reads. */
const NOW = new Date(2026, 10, 24, 9, 10);
const plain = { from: '', to: '' };

Deno.test('the last hour and the last seven days end now', () => {
  deepEqual(periodOf({ ...plain, kind: 'hour' }, NOW), { from: new Date(2026, 10, 24, 8, 10), to: NOW });
  deepEqual(periodOf({ ...plain, kind: 'week' }, NOW)?.to, NOW);
  equal(NOW.getTime() - periodOf({ ...plain, kind: 'week' }, NOW)!.from.getTime(), 7 * 86_400_000);
});

Deno.test("yesterday goes from midnight to midnight by the reader's clock", () => {
  deepEqual(periodOf({ ...plain, kind: 'yesterday' }, NOW), {
    from: new Date(2026, 10, 23),
    to: new Date(2026, 10, 24),
  });
});

Deno.test('a period of one’s own is there once both times are', () => {
  const [from, to] = ['2026-11-20T08:00', '2026-11-20T18:00'];
  equal(periodOf({ kind: 'custom', from, to: '' }, NOW), undefined);
  deepEqual(periodOf({ kind: 'custom', from, to }, NOW), { from: new Date(from), to: new Date(to) });
});

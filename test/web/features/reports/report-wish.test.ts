import { deepEqual, equal } from 'node:assert/strict';
import {
  fieldTime,
  readWish,
  type ReportWish,
  unitOf,
  writeWish,
} from '../../../../src/web/features/reports/report-wish.ts';

const wish: ReportWish = {
  ...{ period: 'today', from: '', to: '', timeZone: 'Asia/Kathmandu', groups: [], by: undefined },
};

const read = (search: string) => readWish(new URLSearchParams(search), 'Asia/Kathmandu');

Deno.test('an address carries all that was chosen', () => {
  const wishes: ReportWish[] = [
    wish,
    { ...wish, period: 'last-7-days', groups: [3, 1], by: 'hour' },
    { ...wish, period: 'custom', from: '2026-11-01T09:00', to: '2026-11-02T09:30', timeZone: 'UTC' },
  ];
  for (const each of wishes) deepEqual(read(String(writeWish(each))), each);
});

Deno.test('what an address leaves out, or nobody understands, is as on the first visit', () => {
  deepEqual(read(''), wish);
  deepEqual(read('period=tomorrow&by=total&groups=x,2,-1'), { ...wish, groups: [2] });
});

Deno.test('charts have some dozens of columns, whatever the period', () => {
  const custom = (from: string, to: string): ReportWish => ({ ...wish, period: 'custom', from, to });
  equal(unitOf(wish, 0), 'hour');
  equal(unitOf({ ...wish, period: 'last-hour' }, 0), 'minute');
  equal(unitOf({ ...wish, period: 'last-30-days' }, 0), 'day');
  equal(unitOf({ ...wish, by: 'day' }, 0), 'day');
  equal(unitOf(custom('2026-11-01T09:00', '2026-11-01T11:00'), 0), 'minute');
  equal(unitOf(custom('2026-11-01T09:00', '2026-11-03T11:00'), 0), 'hour');
  equal(unitOf(custom('2026-11-01T09:00', '2026-11-30T11:00'), 0), 'day');
});

Deno.test('a field of date and time shows what the clocks of the time zone do', () => {
  equal(fieldTime('2026-11-26T18:30:00.000Z', 'Asia/Kathmandu'), '2026-11-27T00:15');
});

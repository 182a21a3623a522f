import { equal } from 'node:assert/strict';
import { readTime } from '../../../../../../src/web/features/groups/form/hours/read-time.ts';

Deno.test('times are understood as people write them', () => {
  const times = {
    '08:00': '08:00',
    '8': '08:00',
    '8.30': '08:30',
    '830': '08:30',
    '1745': '17:45',
    ' 18:00 ': '18:00',
    '8h30': '08:30',
    '24': '24:00',
    '6pm': '18:00',
    '12 a.m.': '00:00',
    '12:30 PM': '12:30',
  };
  for (const [text, time] of Object.entries(times)) equal(readTime(text), time, text);
});

Deno.test('what is no time of the day is left for the check to refuse', () => {
  for (const text of ['', 'noon', '25', '8:75', '24:01', '13pm', '0am', '-1', '8:3']) {
    equal(readTime(text), undefined, text);
  }
});

import assert from 'node:assert/strict';
import { describeDays, describeHours, describeHoursChange } from '../../src/contract/describe-hours.ts';
import type { OpeningHours, Weekday } from '../../src/routing/policies.ts';

const OFFICE: OpeningHours = {
  timeZone: 'Europe/Dublin',
  open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
  closed: [],
};

const days = (text: string) => describeDays(text.split(' ') as Weekday[]);

Deno.test('three days in a row are said by their first and last, in whatever order they were written', () => {
  assert.equal(days('fri tue mon wed thu'), 'Mon–Fri');
  assert.equal(days('mon wed thu fri sun'), 'Mon, Wed–Fri, Sun');
  assert.equal(days('sat sun'), 'Sat, Sun');
  assert.equal(days('sun sat fri thu wed tue mon'), 'Every day');
});

Deno.test('hours are said with their time zone and their closed dates', () => {
  assert.equal(describeHours(null), 'at all times');
  const evening: OpeningHours = {
    ...OFFICE,
    open: [...OFFICE.open, { days: ['sat'], from: '22:00', to: '02:00' }],
    closed: ['2026-12-25', '2027-01-01'],
  };
  assert.equal(
    describeHours(evening),
    'Mon–Fri 08:00–18:00, Sat 22:00–02:00 (Europe/Dublin), closed on 2026-12-25, 2027-01-01',
  );
});

Deno.test('of many closed dates there is the number, but an edit names those that it changes', () => {
  const closed = ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31'];
  const before = { ...OFFICE, closed };
  assert.match(describeHours(before), /, closed on 4 dates$/);
  assert.equal(
    describeHoursChange(before, { ...before, closed: [...closed, '2027-01-01'] }),
    'also closed on 2027-01-01',
  );
});

Deno.test('hours that only stand in another order are said to', () => {
  const days: Weekday[] = ['fri', 'thu', 'wed', 'tue', 'mon'];
  const turned = { ...OFFICE, open: [{ ...OFFICE.open[0], days }] };
  assert.equal(describeHoursChange(OFFICE, turned), 'in another order');
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { standingAt } from '../../../src/routing/calendar/opening-hours.ts';
import { WEEKDAYS } from '../../../src/routing/calendar/wall-clock.ts';
import type { OpeningHours, OpenRange } from '../../../src/routing/policies.ts';
import { STRETCHES, walkStretch, type Wall } from './wall-clock-oracle.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayBefore = (date: string) => new Date(Date.parse(date) - DAY_MS).toISOString().slice(0, 10);

/** The rule in its plainest form: what the wall shows is within a range of this day, or of the night before. */
function isOpenOn({ open, closed }: OpeningHours, { date, weekday, minute }: Wall): boolean {
  const begins = (range: OpenRange, day: number, on: string) =>
    range.days.includes(WEEKDAYS[day]) && !closed.includes(on);
  return open.some((range) => {
    const [from, to] = [minutesOf(range.from), minutesOf(range.to)];
    const today = begins(range, weekday, date);
    if (from < to) return today && from <= minute && minute < to;
    return (today && minute >= from) || (begins(range, (weekday + 6) % 7, dayBefore(date)) && minute < to);
  });
}

const time = fc.integer({ min: 0, max: 95 }).map((quarter) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
);
const range: fc.Arbitrary<OpenRange> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
  from: time,
  to: fc.oneof(time, fc.constant('24:00')),
}).filter(({ from, to }) => from !== to);

for (const [timeZone, firstDay, about] of STRETCHES) {
  Deno.test(`hours agree with a calendar walked minute by minute: ${timeZone}, where ${about}`, () => {
    const { startMs, walls } = walkStretch(timeZone, firstDay);
    const dates = [...new Set(walls.map(({ date }) => date))];
    const property = fc.property(
      fc.array(range, { minLength: 1, maxLength: 4 }),
      fc.subarray(dates, { maxLength: 2 }),
      fc.nat(walls.length - 1),
      (open, closed, first) => {
        const hours = { timeZone, open, closed };
        const expected = walls.map((wall) => isOpenOn(hours, wall));
        for (let minute = first; minute < walls.length;) {
          const { isOpen, untilMs } = standingAt(hours, startMs + minute * MINUTE_MS);
          const until = Math.min((untilMs - startMs) / MINUTE_MS, walls.length);
          assert.ok(until > minute, 'it must hold for a while');
          while (minute < until) assert.equal(isOpen, expected[minute], dateOf(minute++));
          if (until < walls.length) assert.notEqual(expected[until], isOpen, `no change at ${dateOf(until)}`);
        }
      },
    );
    const dateOf = (minute: number) => `${walls[minute].date} ${walls[minute].minute}`;
    fc.assert(property, { numRuns: 60 });
  });
}

const at = (text: string) => Date.parse(text);

Deno.test('a range ends just before its end', () => {
  const hours: OpeningHours = {
    timeZone: 'UTC',
    open: [{ days: ['mon'], from: '08:00', to: '18:00' }],
    closed: [],
  };
  assert.equal(standingAt(hours, at('2026-06-01T07:59:59.999Z')).isOpen, false);
  assert.equal(standingAt(hours, at('2026-06-01T08:00Z')).isOpen, true);
  assert.equal(standingAt(hours, at('2026-06-01T17:59:59.999Z')).isOpen, true);
  assert.equal(standingAt(hours, at('2026-06-01T18:00Z')).isOpen, false);
});

Deno.test('a night belongs to the day on which it begins, whatever the next day is', () => {
  const hours: OpeningHours = {
    timeZone: 'UTC',
    open: [{ days: ['thu', 'fri'], from: '22:00', to: '06:00' }],
    closed: ['2026-12-25'],
  };
  // Christmas 2026 is a Friday: the night that begins on Thursday goes on into it, its own does not begin.
  assert.equal(standingAt(hours, at('2026-12-25T05:59Z')).isOpen, true);
  assert.equal(standingAt(hours, at('2026-12-25T23:00Z')).isOpen, false);
  assert.equal(standingAt(hours, at('2026-12-26T01:00Z')).isOpen, false);
});

Deno.test('knows the next opening behind a whole season of closed dates', () => {
  const closed = Array.from(
    { length: 90 },
    (_, day) => new Date(at('2026-06-01') + day * DAY_MS).toISOString().slice(0, 10),
  );
  const hours: OpeningHours = {
    timeZone: 'Europe/Berlin',
    open: [{ days: [...WEEKDAYS], from: '10:00', to: '16:00' }],
    closed,
  };
  assert.deepEqual(standingAt(hours, at('2026-06-01T00:00Z')).untilMs, at('2026-08-30T08:00Z'));
});

Deno.test('hours that never change still notice a closed date that comes', () => {
  const hours: OpeningHours = {
    timeZone: 'UTC',
    open: [{ days: [...WEEKDAYS], from: '00:00', to: '24:00' }],
    closed: ['2026-12-25'],
  };
  let nowMs = at('2026-06-01T12:00Z');
  for (let looks = 0; standingAt(hours, nowMs).isOpen; looks++) {
    assert.ok(looks < 60);
    nowMs = standingAt(hours, nowMs).untilMs;
  }
  assert.equal(nowMs, at('2026-12-25T00:00Z'));
  assert.equal(standingAt(hours, nowMs).untilMs, at('2026-12-26T00:00Z'));
});

Deno.test('a clock that is set back is looked up anew', () => {
  const hours: OpeningHours = {
    timeZone: 'UTC',
    open: [{ days: ['mon'], from: '08:00', to: '18:00' }],
    closed: [],
  };
  assert.equal(standingAt(hours, at('2026-06-01T19:00Z')).isOpen, false);
  assert.equal(standingAt(hours, at('2026-06-01T17:00Z')).isOpen, true);
});

import assert from 'node:assert/strict';
import { windowEndMs } from '../../../src/routing/calendar/cap-window.ts';
import { STRETCHES, walkStretch, type Wall } from './wall-clock-oracle.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** What stays the same on the wall for as long as a period lasts. */
const SHOWN = {
  hour: ({ date, minute }: Wall) => `${date} ${Math.floor(minute / 60)}`,
  day: ({ date }: Wall) => date,
} as const;

for (const [timeZone, firstDay, about] of STRETCHES) {
  for (const per of ['hour', 'day'] as const) {
    Deno.test(`a cap's ${per} is the one on the wall: ${timeZone}, where ${about}`, () => {
      const { startMs, walls } = walkStretch(timeZone, firstDay);
      const shown = walls.map(SHOWN[per]);
      const turns = shown.flatMap((text, minute) => minute > 0 && text !== shown[minute - 1] ? [minute] : []);
      for (let minute = 0; minute < turns.at(-1)!; minute += 5) {
        const endMs = windowEndMs(per, timeZone, startMs + minute * MINUTE_MS);
        const expected = turns.find((turn) => turn > minute)!;
        assert.equal(endMs, startMs + expected * MINUTE_MS, shown[minute]);
      }
    });
  }
}

Deno.test("a cap's month ends with the first day of the next one, in its own time zone", () => {
  const end = (timeZone: string, at: string) =>
    new Date(windowEndMs('month', timeZone, Date.parse(at))).toISOString();
  assert.equal(end('UTC', '2026-02-10T12:00Z'), '2026-03-01T00:00:00.000Z');
  assert.equal(end('America/New_York', '2026-03-01T04:59Z'), '2026-03-01T05:00:00.000Z');
  assert.equal(end('America/New_York', '2026-03-01T05:00Z'), '2026-04-01T04:00:00.000Z');
  assert.equal(end('UTC', '2026-12-31T23:59Z'), '2027-01-01T00:00:00.000Z');
});

Deno.test('a period always ends later than now, also where two hours come twice', () => {
  // Troll station sets its clocks back from 3:00 to 1:00, at 01:00 UTC on the last Sunday of October.
  const startMs = Date.parse('2026-10-25T00:00Z') - 4 * HOUR_MS;
  for (let nowMs = startMs; nowMs < startMs + 9 * HOUR_MS; nowMs += MINUTE_MS) {
    const leftMs = windowEndMs('hour', 'Antarctica/Troll', nowMs) - nowMs;
    assert.ok(leftMs > 0 && leftMs <= 3 * HOUR_MS, `${new Date(nowMs).toISOString()}: ${leftMs}`);
  }
});

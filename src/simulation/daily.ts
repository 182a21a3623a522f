import { WEEKDAYS } from '../routing/calendar/wall-clock.ts';
import type { OpeningHours } from '../routing/policies.ts';

/** From one time of the day until just before another, on every day: read by the same clocks as opening hours. */
export function daily(from: string, to: string, timeZone: string): OpeningHours {
  return { timeZone, open: [{ days: WEEKDAYS, from, to }], closed: [] };
}

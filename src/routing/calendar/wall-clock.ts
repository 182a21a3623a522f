import type { Weekday } from '../policies.ts';

/** In the order of ISO 8601, which numbers them from 1. */
export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const MINUTES_OF_A_DAY = 1440;

/** The minute of the day that a time such as `08:30` names; `24:00` is 1440. Undefined for anything else. */
export function minuteOfDay(time: string): number | undefined {
  const match = /^(\d\d):([0-5]\d)$/.exec(time);
  if (!match) return undefined;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute <= MINUTES_OF_A_DAY ? minute : undefined;
}

/** Whether a text such as `2026-12-25` names a day of the calendar. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && Date.UTC(year, month - 1, day) < Date.UTC(year, month, 1);
}

/** Whether a name such as `America/New_York` is in the time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

import type { OpeningHours, OpenRange } from '../policies.ts';
import type { Remark } from '../route-group.ts';
import {
  isCalendarDate,
  isTimeZone,
  minuteOfDay,
  MINUTES_OF_A_DAY,
  WEEKDAYS,
} from '../calendar/wall-clock.ts';

/** What stops hours from being kept. `path` leads to them from the group. */
export function hoursFaults(hours: OpeningHours, path: Remark['path']): Remark[] {
  return [
    ...timeZoneFaults(hours.timeZone, [...path, 'timeZone']),
    ...openFaults(hours.open, [...path, 'open']),
    ...closedFaults(hours.closed, [...path, 'closed']),
  ];
}

/** A time zone that nobody knows. */
export function timeZoneFaults(timeZone: string, path: Remark['path']): Remark[] {
  if (isTimeZone(timeZone)) return [];
  return [{ path, message: `There is no time zone "${timeZone}". It looks like America/New_York or UTC.` }];
}

function openFaults(open: readonly OpenRange[], path: Remark['path']): Remark[] {
  if (open.length > 0) return open.flatMap((range, index) => rangeFaults(range, [...path, index]));
  return [{ path, message: 'Say when it is open. To take no calls at all, disable the destination.' }];
}

function rangeFaults({ days, from, to }: OpenRange, path: Remark['path']): Remark[] {
  return [...daysFaults(days, [...path, 'days']), ...timesFaults(from, to, path)];
}

function daysFaults(days: readonly string[], path: Remark['path']): Remark[] {
  if (days.length === 0) return [{ path, message: 'Choose at least one day.' }];
  const unknown = days.filter((day) => !(WEEKDAYS as readonly string[]).includes(day));
  return unknown.map((day) => ({
    path,
    message: `There is no day "${day}". Days are ${WEEKDAYS.join(', ')}.`,
  }));
}

function timesFaults(from: string, to: string, path: Remark['path']): Remark[] {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  const faults = [
    ...(start === undefined ? [timeFault(from, [...path, 'from'])] : []),
    ...(end === undefined ? [timeFault(to, [...path, 'to'])] : []),
  ];
  if (faults.length > 0) return faults;
  if (start === MINUTES_OF_A_DAY) {
    return [{ path: [...path, 'from'], message: '24:00 only ends a range. Begin at 00:00 of the next day.' }];
  }
  if (start === end) {
    return [{
      path: [...path, 'to'],
      message: `From ${from} to ${to} is no time. For a whole day: 00:00 to 24:00.`,
    }];
  }
  return [];
}

function timeFault(time: string, path: Remark['path']): Remark {
  return {
    path,
    message: `"${time}" is no time of the day. Times are written as 08:00 or 17:30, up to 24:00.`,
  };
}

function closedFaults(closed: readonly string[], path: Remark['path']): Remark[] {
  return closed.flatMap((date, index) =>
    isCalendarDate(date)
      ? []
      : [{ path: [...path, index], message: `"${date}" is no date. Dates are written as 2026-12-25.` }]
  );
}

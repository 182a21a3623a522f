import type { OpeningHours } from '../policies.ts';
import { minuteOfDay, MINUTES_OF_A_DAY, WEEKDAYS } from './wall-clock.ts';

/** Whether hours are open, and the stretch of time for which that is known to hold: up to, and without, its end. */
export interface Standing {
  readonly isOpen: boolean;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Minutes of the day; beyond 1440 they are those of the next day. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Hours as they are looked up, and what was found last: both hold for as long as the hours exist. */
interface Timetable {
  readonly timeZone: string;
  /** By the number of the weekday, from 1 for Monday as in ISO 8601. */
  readonly ranges: ReadonlyMap<number, readonly Range[]>;
  readonly closed: ReadonlySet<string>;
  standing: Standing;
}

const timetables = new WeakMap<OpeningHours, Timetable>();

const UNKNOWN: Standing = { isOpen: false, fromMs: Infinity, untilMs: -Infinity };

/** After a week everything has come round, were it not for closed dates; one day more for ranges over midnight. */
const DAYS_AHEAD = 8;

/**
 * Whether a destination with these hours is open, and until when that holds; asking again before then costs nothing.
 * What counts is what the clocks on the walls of its time zone show: an hour that they show twice is open twice, one
 * that they skip never. Throws a RangeError for a time zone that nobody knows.
 */
export function standingAt(hours: OpeningHours, nowMs: number): Standing {
  const timetable = timetableOf(hours);
  const { fromMs, untilMs } = timetable.standing;
  if (nowMs < fromMs || nowMs >= untilMs) timetable.standing = lookUp(timetable, nowMs);
  return timetable.standing;
}

function timetableOf(hours: OpeningHours): Timetable {
  let timetable = timetables.get(hours);
  if (timetable === undefined) timetables.set(hours, timetable = createTimetable(hours));
  return timetable;
}

function createTimetable({ timeZone, open, closed }: OpeningHours): Timetable {
  const daily = open.flatMap(({ days, from, to }) => days.map((day) => ({ day, range: rangeOf(from, to) })));
  const byDay = Map.groupBy(daily, ({ day }) => WEEKDAYS.indexOf(day) + 1);
  const ranges = new Map([...byDay].map(([day, entries]) => [day, entries.map(({ range }) => range)]));
  return { timeZone, ranges, closed: new Set(closed), standing: UNKNOWN };
}

function rangeOf(fromText: string, toText: string): Range {
  const [from, to] = [minuteOfDay(fromText)!, minuteOfDay(toText)!];
  return { from, to: to > from ? to : to + MINUTES_OF_A_DAY };
}

/** The stretch that began when it was looked at: earlier moments are nobody's question. */
function lookUp(timetable: Timetable, nowMs: number): Standing {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timetable.timeZone);
  const isOpen = isOpenAt(timetable, now.toPlainDateTime());
  const days = DAYS_AHEAD + timetable.closed.size;
  let date = now.toPlainDate();
  for (let day = 0; day <= days; day++) {
    for (const turn of turnsOn(timetable, date)) {
      if (turn.epochMilliseconds <= nowMs || isOpenAt(timetable, turn.toPlainDateTime()) === isOpen) continue;
      return { isOpen, fromMs: nowMs, untilMs: turn.epochMilliseconds };
    }
    date = date.add({ days: 1 });
  }
  return { isOpen, fromMs: nowMs, untilMs: startOf(date, timetable.timeZone).epochMilliseconds };
}

function isOpenAt(timetable: Timetable, local: Temporal.PlainDateTime): boolean {
  const today = local.toPlainDate();
  const minute = local.hour * 60 + local.minute;
  return covers(timetable, today, minute) ||
    covers(timetable, today.subtract({ days: 1 }), minute + MINUTES_OF_A_DAY);
}

/** Whether a range that began on this date holds at this minute after its midnight. */
function covers(timetable: Timetable, date: Temporal.PlainDate, minute: number): boolean {
  return rangesOn(timetable, date).some(({ from, to }) => from <= minute && minute < to);
}

function rangesOn({ ranges, closed }: Timetable, date: Temporal.PlainDate): readonly Range[] {
  return closed.has(date.toString()) ? [] : ranges.get(date.dayOfWeek) ?? [];
}

/** Every moment of a date at which something may open or close, in order. */
function turnsOn(timetable: Timetable, date: Temporal.PlainDate): Temporal.ZonedDateTime[] {
  const { timeZone } = timetable;
  const today = rangesOn(timetable, date).flatMap(({ from, to }) => [from, to]);
  const yesterday = rangesOn(timetable, date.subtract({ days: 1 })).map(({ to }) => to - MINUTES_OF_A_DAY);
  const minutes = [...today, ...yesterday].filter((minute) => minute >= 0 && minute < MINUTES_OF_A_DAY);
  const turns = minutes.flatMap((minute) => momentsOf(date, minute, timeZone));
  return [startOf(date, timeZone), ...changesOn(date, timeZone), ...turns]
    .sort(Temporal.ZonedDateTime.compare);
}

/** The moments at which the clocks show this minute of a date: two when it comes twice, none when it is skipped. */
function momentsOf(date: Temporal.PlainDate, minute: number, timeZone: string): Temporal.ZonedDateTime[] {
  const local = date.toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return (['earlier', 'later'] as const)
    .map((disambiguation) => local.toZonedDateTime(timeZone, { disambiguation }))
    .filter((moment) => moment.toPlainDateTime().equals(local));
}

/** The moments of a date at which its clocks are set forward or back. */
function changesOn(date: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime[] {
  const end = startOf(date.add({ days: 1 }), timeZone);
  const change = startOf(date, timeZone).getTimeZoneTransition('next');
  return change && change.epochMilliseconds < end.epochMilliseconds ? [change] : [];
}

function startOf(date: Temporal.PlainDate, timeZone: string): Temporal.ZonedDateTime {
  return date.toZonedDateTime({ timeZone });
}

import type { ReportPeriod, ReportUnit } from '../../contract/report.ts';
import type { Span } from '../../history/reports/reports.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;

/**
 * The whole minutes that a named period has by the clocks of a time zone, those that are not complete yet included.
 * Periods that reach to the present end with this minute. Throws a RangeError for a time zone that nobody knows.
 */
export function namedSpan(period: ReportPeriod, timeZone: string, minute: number): Span {
  const now = zoned(minute, timeZone);
  const today = now.startOfDay();
  const month = today.with({ day: 1 }).startOfDay();
  const until = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime) => ({
    from: minuteOf(from),
    to: minuteOf(to),
  });
  switch (period) {
    case 'last-hour':
      return { from: minute - MINUTES_OF_HOUR, to: minute };
    case 'last-24-hours':
      return { from: minute - 24 * MINUTES_OF_HOUR, to: minute };
    case 'today':
      return until(today, now);
    case 'yesterday':
      return until(daysBefore(today, 1), today);
    case 'last-7-days':
      return until(daysBefore(today, 6), now);
    case 'last-30-days':
      return until(daysBefore(today, 29), now);
    case 'this-month':
      return until(month, now);
    case 'last-month':
      return until(month.subtract({ months: 1 }).startOfDay(), month);
  }
}

/**
 * The time of the same length before a span. When the span begins with a day, so does it: as many days earlier as the
 * span touches, by the clocks of the time zone, and until the time of day at which the span ends.
 */
export function spanBefore({ from, to }: Span, timeZone: string): Span {
  const begin = zoned(from, timeZone);
  if (!begin.equals(begin.startOfDay())) return { from: from - (to - from), to: from };
  const end = zoned(to, timeZone);
  const last = end.equals(end.startOfDay()) ? end.subtract({ days: 1 }) : end;
  const { days } = begin.toPlainDate().until(last.toPlainDate(), { largestUnit: 'days' });
  return { from: minuteOf(daysBefore(begin, days + 1)), to: minuteOf(end.subtract({ days: days + 1 })) };
}

/** A span in parts: every minute, or what the clocks of a time zone show as hours or days. Its ends may cut one. */
export function* partsOf(span: Span, unit: ReportUnit, timeZone: string): Generator<Span, void> {
  switch (unit) {
    case 'total':
      if (span.from < span.to) yield span;
      return;
    case 'minute':
      return yield* cutAtEach(span, (minute) => minute + 1);
    case 'hour':
      for (const day of partsOf(span, 'day', timeZone)) yield* hoursOf(day, timeZone);
      return;
    case 'day':
      yield* cutAtEach(span, (minute) => minuteOf(zoned(minute, timeZone).add({ days: 1 }).startOfDay()));
  }
}

/** About how many parts that are. */
export function roughlyParts({ from, to }: Span, unit: ReportUnit): number {
  return unit === 'total' ? 1 : Math.ceil((to - from) / MINUTES_OF[unit]);
}

const MINUTES_OF = { minute: 1, hour: MINUTES_OF_HOUR, day: 24 * MINUTES_OF_HOUR };

/** The hours of a day. While its clocks are not set, that takes no calendar. */
function hoursOf(day: Span, timeZone: string): Generator<Span, void> {
  const aheadOf = (minute: number) => zoned(minute, timeZone).offsetNanoseconds / 60e9;
  const ahead = aheadOf(day.from);
  if (ahead !== aheadOf(day.to)) return cutAtEach(day, (minute) => endOfHour(zoned(minute, timeZone)));
  return cutAtEach(
    day,
    (minute) => (Math.floor((minute + ahead) / MINUTES_OF_HOUR) + 1) * MINUTES_OF_HOUR - ahead,
  );
}

function* cutAtEach({ from, to }: Span, endOf: (minute: number) => number): Generator<Span, void> {
  for (let begin = from; begin < to;) {
    const end = Math.min(to, endOf(begin));
    yield { from: begin, to: end };
    begin = end;
  }
}

/** When the clocks show the next full hour. An hour that they show twice is two; where they move by half an hour, less. */
function endOfHour(time: Temporal.ZonedDateTime): number {
  let end = time;
  do end = end.add({ minutes: MINUTES_OF_HOUR - end.minute }); while (end.minute !== 0);
  return minuteOf(end);
}

function daysBefore(time: Temporal.ZonedDateTime, days: number): Temporal.ZonedDateTime {
  return time.subtract({ days }).startOfDay();
}

function zoned(minute: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(minute * MINUTE_MS).toZonedDateTimeISO(timeZone);
}

function minuteOf(time: Temporal.ZonedDateTime): number {
  return Math.floor(time.epochMilliseconds / MINUTE_MS);
}

/** The moment at which a minute of Unix time begins. */
export function isoOfMinute(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}

/** The same with what the clocks of a time zone show: `2026-11-26T09:00:00+01:00`. */
export function localTime(minute: number, timeZone: string): string {
  return zoned(minute, timeZone).toString({ timeZoneName: 'never' });
}

interface WrittenTimes {
  readonly period?: ReportPeriod | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone: string;
}

export type AskedSpan =
  | { readonly kind: 'span'; readonly span: Span }
  | { readonly kind: 'fault'; readonly detail: string; readonly pointer: string };

/** The whole minutes that were asked for, as far as they are complete. */
export function askedSpan(
  { period, from, to, timeZone }: WrittenTimes,
  completeUntil: number,
): AskedSpan {
  if (from === undefined) {
    return { kind: 'span', span: namedSpan(period ?? 'today', timeZone, completeUntil) };
  }
  const firstMs = writtenMs(from, timeZone);
  const lastMs = to === undefined ? Infinity : writtenMs(to, timeZone);
  if (firstMs >= lastMs) return { kind: 'fault', detail: 'A time after from.', pointer: '/to' };
  const span = {
    from: Math.floor(firstMs / MINUTE_MS),
    to: Math.min(Math.ceil(lastMs / MINUTE_MS), completeUntil),
  };
  return span.from > completeUntil
    ? { kind: 'fault', detail: 'This time is still to come.', pointer: '/from' }
    : { kind: 'span', span };
}

/** A day, or a time that the clocks show twice, begins with the first; one that they skip is an hour later. */
function writtenMs(time: string, timeZone: string): number {
  if (/[zZ]$|T.*[+-]\d\d:?\d\d$/.test(time)) return Date.parse(time);
  const zoned = time.includes('T')
    ? Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone)
    : Temporal.PlainDate.from(time).toZonedDateTime(timeZone);
  return zoned.epochMilliseconds;
}

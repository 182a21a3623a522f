import type { Period } from '../policies.ts';

/** A stretch of time within one period. */
interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** What was found last, by period and time zone: there are some hundred of those, and all groups look for the same. */
const found = new Map<string, Stretch>();

/**
 * When the hour, day or month ends that the clocks of a time zone show, in milliseconds of Unix time. An hour that they
 * show twice is one hour. Asking again before it ends costs little. Throws a RangeError for a time zone that nobody knows.
 */
export function windowEndMs(per: Period, timeZone: string, nowMs: number): number {
  const key = `${per} ${timeZone}`;
  const last = found.get(key);
  if (last !== undefined && nowMs >= last.fromMs && nowMs < last.untilMs) return last.untilMs;
  const untilMs = lookUp(per, timeZone, nowMs);
  found.set(key, { fromMs: nowMs, untilMs });
  return untilMs;
}

function lookUp(per: Period, timeZone: string, nowMs: number): number {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const next = nextPeriod(per, now.toPlainDateTime());
  const endMs = next.toZonedDateTime(timeZone).epochMilliseconds;
  if (endMs > nowMs) return endMs;
  // The clocks show the next hour twice, and the first time is over.
  return next.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
}

function nextPeriod(per: Period, local: Temporal.PlainDateTime): Temporal.PlainDateTime {
  if (per === 'hour') return local.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 });
  const date = local.toPlainDate();
  const next = per === 'day' ? date.add({ days: 1 }) : date.with({ day: 1 }).add({ months: 1 });
  return next.toPlainDateTime();
}

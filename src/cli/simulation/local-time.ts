/** A moment as the clocks of a time zone show it, with their offset: `2026-11-01T01:30:00-05:00`. */
export function localTime(atMs: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** A local time as people read it: `2026-11-01 01:30:00 -05:00`. */
export function spaced(time: string): string {
  return time.replace(/T(.{8})/, ' $1 ');
}

/** The same without seconds, if there are none to tell. */
export function withoutSeconds(time: string): string {
  return time.replace(/:00(?= )/, '');
}

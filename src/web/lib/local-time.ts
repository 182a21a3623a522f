/** A time as `<input type="datetime-local">` has it, in the reader's time zone. Undefined for what is none. */
export function readLocalTime(text: string): Date | undefined {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime()) ? undefined : time;
}

/** The time zone that the reader's clock shows, such as `Europe/Zurich`. */
export function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

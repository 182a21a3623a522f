const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A moment as the reader's region writes it: "23 Nov 2026, 14:05". */
export function formatTime(iso: string): string {
  return dateAndTime.format(new Date(iso));
}

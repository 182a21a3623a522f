const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const moment = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const soon = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

const toTheSecond = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** To the second, for what may follow another within one minute: "23 Nov 2026, 14:05:31". */
export function formatSecond(iso: string): string {
  return toTheSecond.format(new Date(iso));
}

/** A moment as the reader's region writes it: "23 Nov 2026, 14:05". */
export function formatTime(iso: string): string {
  return dateAndTime.format(new Date(iso));
}

/** The same with its seconds: "23 Nov 2026, 14:05:09". */
export function formatExactTime(iso: string): string {
  return exact.format(new Date(iso));
}

/** The same for a moment to come, which has to be right: "Mon, 23 Nov 2026, 14:05 CET". */
export function formatMoment(time: string | Date): string {
  return moment.format(new Date(time));
}

/** In few characters, for a moment that is not far away: "23 Nov, 14:05". */
export function formatSoon(iso: string): string {
  return soon.format(new Date(iso));
}

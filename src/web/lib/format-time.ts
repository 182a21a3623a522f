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

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

const exactClock = new Intl.DateTimeFormat(undefined, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
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

/** The time of day alone, for today; with the day for any other: "14:05" or "23 Nov, 14:05". */
export function formatClock(time: string | Date): string {
  return isToday(time) ? clock.format(new Date(time)) : soon.format(new Date(time));
}

/** The same to the second when it is today: "14:05:09" or "23 Nov, 14:05". */
export function formatNear(time: string | Date): string {
  return isToday(time) ? exactClock.format(new Date(time)) : soon.format(new Date(time));
}

function isToday(time: string | Date): boolean {
  return new Date(time).toDateString() === new Date().toDateString();
}

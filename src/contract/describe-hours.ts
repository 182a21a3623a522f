import { WEEKDAYS } from '../routing/calendar/wall-clock.ts';
import type { OpeningHours, OpenRange, Weekday } from '../routing/policies.ts';

/** How many dates are named one by one; of more there is only the number. */
const DATES_NAMED = 3;

/** "Mon–Fri 08:00–18:00 (America/New_York), closed on 2026-12-25". */
export function describeHours(hours: OpeningHours | null): string {
  if (hours === null) return 'at all times';
  const { closed } = hours;
  if (closed.length === 0) return timesOf(hours);
  const dates = closed.length > DATES_NAMED ? `${closed.length} dates` : closed.join(', ');
  return `${timesOf(hours)}, closed on ${dates}`;
}

/** What another opening changes: "Mon 08:00–18:00 (UTC) → Tue 08:00–18:00 (UTC), also closed on 2026-12-25". */
export function describeHoursChange(from: OpeningHours | null, to: OpeningHours | null): string {
  if (from === null || to === null) return `${describeHours(from)} → ${describeHours(to)}`;
  const added = to.closed.filter((date) => !from.closed.includes(date));
  const removed = from.closed.filter((date) => !to.closed.includes(date));
  const changes = [
    timesOf(from) !== timesOf(to) && `${timesOf(from)} → ${timesOf(to)}`,
    added.length > 0 && `also closed on ${added.join(', ')}`,
    removed.length > 0 && `no longer closed on ${removed.join(', ')}`,
  ];
  return changes.filter(Boolean).join(', ') || 'in another order';
}

/** "Mon–Fri", "Mon, Wed, Sat", "Every day". */
export function describeDays(days: readonly Weekday[]): string {
  const chosen = WEEKDAYS.filter((day) => days.includes(day));
  if (chosen.length === WEEKDAYS.length) return 'Every day';
  return runsOf(chosen).map(describeRun).join(', ');
}

/** The days in runs without a gap. */
function runsOf(days: readonly Weekday[]): Weekday[][] {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const follows = WEEKDAYS.indexOf(day) - 1 === WEEKDAYS.indexOf(runs.at(-1)?.at(-1)!);
    if (runs.length > 0 && follows) runs.at(-1)!.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** From three days on, the first and the last say it. */
function describeRun(run: readonly Weekday[]): string {
  const names = run.map((day) => day[0].toUpperCase() + day.slice(1));
  return names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}

function timesOf({ open, timeZone }: OpeningHours): string {
  return `${open.map(describeRange).join(', ')} (${timeZone})`;
}

function describeRange({ days, from, to }: OpenRange): string {
  return `${describeDays(days)} ${from}–${to}`;
}

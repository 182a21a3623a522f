/**
 * A moment by the clocks of a time zone: "08:00 UTC", "08:00 (America/New_York)" on the day of `fromMs`, with its date
 * on any other day. `precise` has the seconds.
 */
export function untilWords(untilMs: number, fromMs: number, timeZone: string, precise: boolean): string {
  const until = wallClock(untilMs, timeZone);
  const time = precise ? until.time : until.time.slice(0, 5);
  const day = until.date === wallClock(fromMs, timeZone).date ? '' : `${until.date} `;
  return `${day}${time} ${timeZone === 'UTC' ? 'UTC' : `(${timeZone})`}`;
}

function wallClock(ms: number, timeZone: string): { readonly date: string; readonly time: string } {
  const format = new Intl.DateTimeFormat(
    'en',
    {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    } as const,
  );
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = parts;
  return { date: `${year}-${month}-${day}`, time: `${hour}:${minute}:${second}` };
}

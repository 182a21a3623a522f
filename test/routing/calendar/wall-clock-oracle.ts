/** What the clocks of a time zone show at a moment. */
export interface Wall {
  /** As in `2026-12-25`. */
  readonly date: string;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Of the day. */
  readonly minute: number;
}

/** What the clocks show, from the runtime's formatter: another road to the same calendar than the product takes. */
export function wallClock(timeZone: string): (atMs: number) => Wall {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (atMs) => {
    const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const date = `${part.year}-${part.month}-${part.day}`;
    const weekday = (new Date(date).getUTCDay() + 6) % 7;
    return { date, weekday, minute: Number(part.hour) * 60 + Number(part.minute) };
  };
}

/** Stretches of a week in which clocks are set, each with what is special about it. */
export const STRETCHES: readonly (readonly [timeZone: string, firstDay: string, about: string])[] = [
  ['America/New_York', '2026-03-05', 'an hour is skipped at 2:00'],
  ['America/New_York', '2026-10-29', 'an hour comes twice at 1:00'],
  ['Europe/Berlin', '2026-10-22', 'an hour comes twice at 2:00'],
  ['Australia/Lord_Howe', '2026-04-02', 'half an hour comes twice'],
  ['America/Sao_Paulo', '2018-11-01', 'a day begins at 1:00'],
  ['America/Havana', '2026-10-29', 'midnight comes twice'],
  ['Pacific/Apia', '2011-12-27', 'a whole day is skipped'],
  ['Africa/Casablanca', '2026-02-12', 'clocks are set back for Ramadan'],
  ['Asia/Kathmandu', '2026-05-01', 'clocks are never set, 5:45 ahead of UTC'],
];

const MINUTE_MS = 60_000;

/** What the clocks show in each minute of a stretch, and the time of its first. */
export function walkStretch(timeZone: string, firstDay: string): { startMs: number; walls: Wall[] } {
  const startMs = Date.parse(firstDay);
  const clock = wallClock(timeZone);
  const walls = Array.from({ length: 7 * 1440 }, (_, minute) => clock(startMs + minute * MINUTE_MS));
  return { startMs, walls };
}

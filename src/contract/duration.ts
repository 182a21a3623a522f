const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;

/** "2 h", "90 min", "125 s": in the largest unit that says it in a whole number. */
export function formatDuration(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds !== 0 && seconds % each === 0) ?? UNITS[3];
  return `${seconds / length}\u00a0${unit}`;
}

/** "59 s", "12 min", "1 h 55 min", "2 d 3 h": as exactly as anybody wants to know how old something is. */
export function formatAge(seconds: number): string {
  const part = (count: number, unit: string) => `${count}\u00a0${unit}`;
  const [minutes, hours, days] = [60, 3_600, 86_400].map((length) => Math.floor(seconds / length));
  if (minutes === 0) return part(seconds, 's');
  if (hours === 0) return part(minutes, 'min');
  const [first, second] = days === 0
    ? [part(hours, 'h'), part(minutes % 60, 'min')]
    : [part(days, 'd'), part(hours % 24, 'h')];
  return `${first} ${second}`;
}

/** Reads `2 h`, `90 min`, `120 s` and, as seconds, `120`. Undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(d|h|m|min|s)?\s*$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? 's').toLowerCase();
  const length = UNITS.find(([name]) => name === (unit === 'm' ? 'min' : unit))?.[1] ?? 1;
  return Math.round(Number(match[1].replace(',', '.')) * length);
}

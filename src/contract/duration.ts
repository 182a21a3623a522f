const UNITS = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]] as const;

/** "2 h", "90 min", "125 s": in the largest unit that says it in a whole number. */
export function formatDuration(seconds: number): string {
  const [unit, length] = UNITS.find(([, each]) => seconds !== 0 && seconds % each === 0) ?? UNITS[3];
  return `${seconds / length}\u00a0${unit}`;
}

/** Reads `2 h`, `90 min`, `120 s` and, as seconds, `120`. Undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:[.,]\d+)?)\s*(d|h|m|min|s)?\s*$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? 's').toLowerCase();
  const length = UNITS.find(([name]) => name === (unit === 'm' ? 'min' : unit))?.[1] ?? 1;
  return Math.round(Number(match[1].replace(',', '.')) * length);
}

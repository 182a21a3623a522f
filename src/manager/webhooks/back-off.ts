const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each try the next one comes, in milliseconds. After the last of these it is given up. */
export const WAITS_MS = [
  10 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  16 * HOUR,
  24 * HOUR,
] as const;

/** A wait is up to this part longer, so that what failed together does not come back together. */
const JITTER = 0.2;

/** A receiver that asks for more patience than this is asked again anyway. */
const LONGEST_WISH_MS = 24 * HOUR;

/**
 * When the next try is due after so many, in milliseconds from now; undefined when there is none. A receiver may wish
 * for a later one (`Retry-After`). `random` gives numbers from 0 up to 1.
 */
export function nextWait(tries: number, wishMs: number, random: () => number): number | undefined {
  const wait = WAITS_MS[tries - 1];
  if (wait === undefined) return undefined;
  return Math.max(wait * (1 + JITTER * random()), Math.min(wishMs, LONGEST_WISH_MS));
}

/** RFC 9110 §10.2.3: seconds, or a time. 0 when there is none that can be read. */
export function retryAfterMs(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}

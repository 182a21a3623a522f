import type { Refusal } from '../../routing/refusal.ts';

/** A stretch of time in which a group could not place calls. */
export interface Trouble {
  /** Of its first refusal. */
  readonly reason: Exclude<Refusal, 'exhausted'>;
  readonly sinceMs: number;
  lastMs: number;
  /** How many calls it has refused since. */
  refused: number;
}

/** Full groups place a call whenever one ends: trouble is over when none was refused for this long. */
const QUIET_MS = 60_000;

/** The trouble that a refusal begins. */
export function troubleBy(reason: Trouble['reason'], nowMs: number): Trouble {
  return { reason, sinceMs: nowMs, lastMs: nowMs, refused: 1 };
}

/** One more refusal. */
export function prolong(trouble: Trouble, nowMs: number) {
  trouble.lastMs = nowMs;
  trouble.refused += 1;
}

/** Whether a call that is placed now shows that it is over. */
export function isOver({ lastMs }: Trouble, nowMs: number): boolean {
  return nowMs - lastMs >= QUIET_MS;
}

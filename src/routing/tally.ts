import type { Meter } from './caps/meter.ts';

/**
 * The live state of one destination in its group: plain values, integers as `BALANCING.md` defines them (ADR 2).
 * Credits, corrections and allowances are in micro-calls: a million of them are one call.
 */
export interface Tally {
  /** Open attempts. */
  active: number;
  /** R: the integral of the active deficit. */
  correction: number;
  /** D: calls owed so far minus calls placed. */
  credit: number;
  /** T: what the corridor still lets through. */
  allowance: number;
  /** Attempts placed since the ledger was opened. */
  placed: number;
  /** What its caps have counted; undefined while it has none. */
  meters: Meter[] | undefined;
}

/** Micro-calls in a call. */
export const CALL = 1_000_000;

/** The corridor's burst, and with it the allowance a destination starts with: ten calls. */
export const BURST = 10;

const NO_METERS: readonly Meter[] = [];

export function newTally(): Tally {
  return { active: 0, correction: 0, credit: 0, allowance: BURST * CALL, placed: 0, meters: undefined };
}

/** The tally of a destination; an empty one, which stays, when there was none. */
export function tallyOf(tallies: Map<number, Tally>, destinationId: number): Tally {
  let tally = tallies.get(destinationId);
  if (tally === undefined) tallies.set(destinationId, tally = newTally());
  return tally;
}

/** Counts an attempt that is placed. */
export function takePlace(tally: Tally) {
  tally.active += 1;
  tally.placed += 1;
  for (const meter of tally.meters ?? NO_METERS) meter.calls += 1;
}

/** Frees the place that an attempt holds. To be called once for each attempt. */
export function freePlace(tally: Tally) {
  tally.active -= 1;
}

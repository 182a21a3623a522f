import { copyOfExperience, type Experience } from './accounting/experience.ts';
import type { TimeBuckets } from './accounting/time-buckets.ts';
import type { Meter } from './caps/meter.ts';
import type { Health } from './health/health.ts';

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
  /** Places that attempts keep though no call came of them: they count in the balance, and in no cap. */
  ghosts: number;
  /** Open attempts that no longer count in the balance: by all experience their calls are over. */
  stale: number;
  /** The ghosts, by the second in which each goes; undefined while there are none. */
  ghostTimes: TimeBuckets | undefined;
  /** The open attempts that count, by the second of their beginning; undefined while every one counts. */
  ages: TimeBuckets | undefined;
  /** What its calls have taught; undefined before the first. */
  experience: Experience | undefined;
  /** What its failures say; undefined while it has none. */
  health: Health | undefined;
  /** What its caps have counted; undefined while it has none. */
  meters: Meter[] | undefined;
  /**
   * When it was last told that a cap of calls in progress is used up, by the name of the cap, '' for its own; undefined
   * before. Replaced, never changed.
   */
  toldFullMs: readonly (readonly [cap: string, toldMs: number])[] | undefined;
}

/** Micro-calls in a call. */
export const CALL = 1_000_000;

/** The corridor's burst, and with it the allowance a destination starts with: ten calls. */
export const BURST = 10;

export function newTally(): Tally {
  return {
    ...{ active: 0, correction: 0, credit: 0, allowance: BURST * CALL, placed: 0, ghosts: 0, stale: 0 },
    ...{
      ghostTimes: undefined,
      ages: undefined,
      experience: undefined,
      health: undefined,
      meters: undefined,
      toldFullMs: undefined,
    },
  };
}

/** The tally of a destination; an empty one, which stays, when there was none. */
export function tallyOf(tallies: Map<number, Tally>, destinationId: number): Tally {
  let tally = tallies.get(destinationId);
  if (tally === undefined) tallies.set(destinationId, tally = newTally());
  return tally;
}

/** A tally of its own with the same values. */
export function copyOf(tally: Tally): Tally {
  const { ghostTimes, ages, experience, health, meters } = tally;
  return {
    ...tally,
    ghostTimes: ghostTimes && [...ghostTimes],
    ages: ages && [...ages],
    experience: experience && copyOfExperience(experience),
    health: health && { ...health },
    meters: meters?.map((meter) => ({ ...meter })),
  };
}

/** The calls in progress as the balance counts them. */
export function countedIn({ active, ghosts, stale }: Tally): number {
  return active + ghosts - stale;
}

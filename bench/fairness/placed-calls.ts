import { eligibleLanes } from '../../src/routing/eligibility.ts';
import { openLedger } from '../../src/routing/ledger.ts';
import { groupOf, randomShares } from './profiles.ts';
import { createRandom, type Random } from './random.ts';
import type { Rule } from './rule.ts';

/** A run of calls for the rows about calls placed. */
export interface PlacedRun {
  readonly shares: readonly number[];
  readonly calls: number;
  /** The chance of each destination to be excluded from a call; none by default. */
  readonly exclusion?: number;
  /** After how many calls the percents are drawn anew; never by default. */
  readonly redrawEvery?: number;
}

const CALLS = { balance: 'calls' } as const;

/** Sums of a million doubles: beyond a millionth of a call they are noise. */
const MICRO = 1_000_000;

/**
 * The furthest that any destination ever was from its quota, in calls. A call adds to the quota of each destination
 * that was eligible for it, in proportion to the percents.
 */
export function furthestFromQuota(rule: Rule, run: PlacedRun, seed: number): number {
  const random = createRandom(seed);
  const desk = rule.open(createRandom(seed + 1));
  const owed = new Float64Array(run.shares.length);
  let ledger = openLedger(groupOf(run.shares, CALLS));
  let furthest = 0;
  for (let call = 1; call <= run.calls; call++) {
    const tried = drawExcluded(run, random);
    const eligible = eligibleLanes(ledger, tried, 0);
    if (eligible.length === 0) continue;
    const whole = eligible.reduce((sum, { destination }) => sum + destination.basisPoints, 0);
    for (const { destination } of eligible) owed[destination.id - 1] += destination.basisPoints / whole;
    owed[desk.place(ledger, { tried, number: 1 }, 0)!.destinationId - 1] -= 1;
    for (const calls of owed) furthest = Math.max(furthest, Math.abs(calls));
    if (run.redrawEvery && call % run.redrawEvery === 0) {
      ledger = openLedger(groupOf(randomShares(run.shares.length, random), CALLS), ledger.tallies);
    }
  }
  return Math.round(furthest * MICRO) / MICRO;
}

function drawExcluded({ shares, exclusion = 0 }: PlacedRun, random: Random): number[] {
  if (exclusion === 0) return [];
  return shares.map((_, index) => index + 1).filter(() => random() < exclusion);
}

import type { Lane } from './ledger.ts';
import { CALL } from './tally.ts';

/** The weights of these lanes together: what shares are renormalised over. */
export function wholeOf(lanes: readonly Lane[]): number {
  let whole = 0;
  for (const { weight } of lanes) whole += weight;
  return whole;
}

/**
 * Books a call: each lane earns its share of it, and the chosen one pays for all, so that credits keep their sum.
 * A credit is what a lane is owed since it began, never a lifetime count: a change of percents needs no reset.
 */
export function bookCredit(lanes: readonly Lane[], whole: number, chosen: Lane) {
  let earned = 0;
  for (const { weight, tally } of lanes) {
    const share = Math.floor((CALL * weight) / whole);
    tally.credit += share;
    earned += share;
  }
  chosen.tally.credit -= earned;
}

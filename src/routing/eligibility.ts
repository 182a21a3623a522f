import { checkLimits, exclusionBy } from './caps/limits.ts';
import { type Exclusion, FULL, NEVER_FREE, OFF, TRIED } from './exclusion.ts';
import type { Lane, Ledger } from './ledger.ts';
import { lookAtLanes, settle } from './settle.ts';

/**
 * The lanes that may have this call: those of the first tier in which any destination is on, in its hours, below its
 * caps and not yet tried by this session. Shares are then renormalised over exactly these.
 */
export function eligibleLanes(ledger: Ledger, tried: readonly number[], nowMs: number): readonly Lane[] {
  examine(ledger, nowMs);
  for (const tier of ledger.tiers) {
    const eligible = tier.filter((lane) => exclusionOf(lane, tried) === undefined);
    if (eligible.length > 0) return eligible;
  }
  return [];
}

/** Finds out how the lanes of a ledger stand: what `exclusionOf` then answers of each. */
export function examine(ledger: Ledger, nowMs: number) {
  settle(ledger, nowMs);
  checkLimits(ledger.limits, nowMs);
}

/** The same for those who only look: calls are decided as if nobody had. */
export function look(ledger: Ledger, nowMs: number) {
  lookAtLanes(ledger, nowMs);
  checkLimits(ledger.limits, nowMs);
}

/** Why this lane of an examined ledger can't have the call, or undefined if it can. */
export function exclusionOf(lane: Lane, tried: readonly number[]): Exclusion | undefined {
  const { destination, tally, barrier, limits } = lane;
  if (barrier === OFF) return OFF;
  if (tried.includes(destination.id)) return TRIED;
  if (barrier !== undefined) return barrier;
  const { maxActive } = destination;
  if (maxActive !== null && tally.active >= maxActive) return maxActive === 0 ? NEVER_FREE : FULL;
  for (const limit of limits) {
    const exclusion = exclusionBy(limit);
    if (exclusion !== undefined) return exclusion;
  }
  return undefined;
}

import type { Destination } from './route-group.ts';
import type { Lane, Ledger } from './ledger.ts';

/** Why nothing was eligible. The data plane's error codes of the same names explain them to people. */
export type Refusal = 'no_destination' | 'at_capacity' | 'closed' | 'unhealthy' | 'exhausted';

/** Why one destination can't have this call. */
export type Exclusion = 'off' | 'tried' | 'full';

/**
 * The lanes that may have this call: those of the first tier in which any destination is open, below its cap and
 * not yet tried by this session. Shares are then renormalised over exactly these.
 */
export function eligibleLanes(ledger: Ledger, tried: readonly number[]): readonly Lane[] {
  for (const tier of ledger.tiers) {
    const eligible = tier.filter((lane) => exclusionOf(lane, tried) === undefined);
    if (eligible.length > 0) return eligible;
  }
  return [];
}

/** Why this lane can't have the call, or undefined if it can. */
export function exclusionOf({ destination, tally }: Lane, tried: readonly number[]): Exclusion | undefined {
  if (!isOpen(destination)) return 'off';
  if (tried.includes(destination.id)) return 'tried';
  if (destination.maxActive !== null && tally.active >= destination.maxActive) return 'full';
  return undefined;
}

/**
 * The reason to give when no lane is eligible: what would have to change for this call to be placed.
 * Waiting helps before trying elsewhere does, so a full destination outranks the tried ones.
 */
export function refusalOf(ledger: Ledger, tried: readonly number[]): Refusal {
  const exclusions = new Set(ledger.lanes.map((lane) => exclusionOf(lane, tried)));
  if (exclusions.has('full')) return 'at_capacity';
  if (exclusions.has('tried')) return 'exhausted';
  return 'no_destination';
}

function isOpen(destination: Destination): boolean {
  return destination.state === 'enabled' && destination.basisPoints > 0;
}

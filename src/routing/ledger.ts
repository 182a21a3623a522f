import { type Limit, limitsById, limitsOf } from './caps/limits.ts';
import type { Exclusion } from './exclusion.ts';
import type { Destination, RouteGroup } from './route-group.ts';
import { type Tally, tallyOf } from './tally.ts';

/** A destination, its tally, and what its policies make of them: what eligibility and the balancing rules look at. */
export interface Lane {
  readonly destination: Destination;
  readonly tally: Tally;
  /** What calls here must not exceed, beside the destination's own cap of calls in progress. */
  readonly limits: readonly Limit[];
  /** Its percent in basis points. */
  weight: number;
  /** What keeps every call away as long as the ledger is settled; undefined if nothing does. */
  barrier: Exclusion | undefined;
}

/** The live state of one group, bound to one version of its configuration. */
export interface Ledger {
  readonly group: RouteGroup;
  /** In the group's order. */
  readonly lanes: readonly Lane[];
  /** The same lanes by tier, the first tier first. */
  readonly tiers: readonly (readonly Lane[])[];
  /** By destination id; besides those of the lanes, the tallies of removed destinations with calls in progress. */
  readonly tallies: Map<number, Tally>;
  /** Those of all lanes. */
  readonly limits: readonly Limit[];
  /** The stretch of time for which its lanes are settled. */
  settledFromMs: number;
  settledUntilMs: number;
}

const NO_LIMITS: readonly Limit[] = [];

/** The ledger of a group over these tallies, which are found by destination id; new destinations start empty. */
export function openLedger(group: RouteGroup, tallies: Map<number, Tally> = new Map()): Ledger {
  const limits = limitsOf(group, tallies);
  const byId = limitsById(limits);
  const lanes = group.destinations.map((destination) => ({
    destination,
    tally: tallyOf(tallies, destination.id),
    limits: byId.get(destination.id) ?? NO_LIMITS,
    weight: destination.basisPoints,
    barrier: undefined,
  }));
  const settled = { settledFromMs: Infinity, settledUntilMs: -Infinity };
  return { group, lanes, tiers: byTier(lanes), tallies, limits, ...settled };
}

/**
 * What an edit changes in a group's tallies: settles with the destinations that are no longer in it, and forgets those
 * without calls in progress. Calls in progress and what is owed to the others carry over.
 */
export function retireDestinations(group: RouteGroup, tallies: Map<number, Tally>) {
  const kept = new Set(group.destinations.map(({ id }) => id));
  let owed = 0;
  for (const [id, tally] of tallies) {
    if (kept.has(id)) continue;
    owed += tally.credit;
    tally.credit = 0;
    if (tally.active === 0) tallies.delete(id);
  }
  spread(owed, openLedger(group, tallies).lanes);
}

function byTier(lanes: readonly Lane[]): Lane[][] {
  const tiers = Map.groupBy(lanes, (lane) => lane.destination.tier);
  return [...tiers].sort(([a], [b]) => a - b).map(([, members]) => members);
}

/**
 * Spreads the credit of removed destinations over the rest by percent, so that credits still sum to zero: the bounds
 * of the deadline rule hold only then.
 */
function spread(owed: number, lanes: readonly Lane[]) {
  const whole = lanes.reduce((sum, { destination }) => sum + destination.basisPoints, 0);
  if (owed === 0 || whole === 0) return;
  let left = owed;
  for (const { destination, tally } of lanes) {
    const part = Math.trunc((owed * destination.basisPoints) / whole);
    tally.credit += part;
    left -= part;
  }
  lanes[0].tally.credit += left;
}

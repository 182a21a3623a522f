import type { Destination, RouteGroup } from './route-group.ts';

/**
 * The live state of one destination in its group: integers only, as `BALANCING.md` defines them (ADR 2).
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
}

/** A destination and its tally: what the balancing rules look at. */
export interface Lane {
  readonly destination: Destination;
  readonly tally: Tally;
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
}

/** Micro-calls in a call. */
export const CALL = 1_000_000;

/** The corridor's burst, and with it the allowance a destination starts with: ten calls. */
export const BURST = 10;

export function newTally(): Tally {
  return { active: 0, correction: 0, credit: 0, allowance: BURST * CALL, placed: 0 };
}

/** The ledger of a group over these tallies, which are found by destination id; new destinations start empty. */
export function openLedger(group: RouteGroup, tallies: Map<number, Tally> = new Map()): Ledger {
  const lanes = group.destinations.map((destination) => ({
    destination,
    tally: tallyOf(tallies, destination.id),
  }));
  return { group, lanes, tiers: byTier(lanes), tallies };
}

/** The tally of a destination; an empty one, which stays, when there was none. */
export function tallyOf(tallies: Map<number, Tally>, destinationId: number): Tally {
  let tally = tallies.get(destinationId);
  if (tally === undefined) tallies.set(destinationId, tally = newTally());
  return tally;
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

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
  /** Destinations that an edit removed and that still have calls in progress, by id. */
  readonly departed: ReadonlyMap<number, Tally>;
}

/** Micro-calls in a call. */
export const CALL = 1_000_000;

/** The corridor's burst, and with it the allowance a destination starts with: ten calls. */
export const BURST = 10;

export function newTally(): Tally {
  return { active: 0, correction: 0, credit: 0, allowance: BURST * CALL, placed: 0 };
}

/** A ledger for this version of a group; tallies are found by destination id, new destinations start empty. */
export function openLedger(group: RouteGroup, tallies: ReadonlyMap<number, Tally> = new Map()): Ledger {
  const lanes = group.destinations.map((destination) => ({
    destination,
    tally: tallies.get(destination.id) ?? newTally(),
  }));
  const kept = new Set(lanes.map((lane) => lane.destination.id));
  const departed = new Map([...tallies].filter(([id, tally]) => !kept.has(id) && tally.active > 0));
  settleCredit(lanes, [...tallies].filter(([id]) => !kept.has(id)).map(([, tally]) => tally));
  return { group, lanes, tiers: byTier(lanes), departed };
}

/** The ledger of a group's next version: what is in progress and what is owed carries over. */
export function reviseLedger(ledger: Ledger, group: RouteGroup): Ledger {
  return openLedger(group, talliesOf(ledger));
}

/** Every tally of a ledger by destination id, those of removed destinations included. */
export function talliesOf(ledger: Ledger): Map<number, Tally> {
  const tallies = new Map(ledger.departed);
  for (const { destination, tally } of ledger.lanes) tallies.set(destination.id, tally);
  return tallies;
}

export function tallyOf(ledger: Ledger, destinationId: number): Tally | undefined {
  return ledger.lanes.find(({ destination }) => destination.id === destinationId)?.tally ??
    ledger.departed.get(destinationId);
}

function byTier(lanes: readonly Lane[]): Lane[][] {
  const tiers = Map.groupBy(lanes, (lane) => lane.destination.tier);
  return [...tiers].sort(([a], [b]) => a - b).map(([, members]) => members);
}

/**
 * Spreads the credit of removed destinations over the rest by percent, so that credits still sum to zero:
 * the bounds of the deadline rule hold only then.
 */
function settleCredit(lanes: readonly Lane[], removed: readonly Tally[]) {
  const owed = removed.reduce((sum, tally) => sum + tally.credit, 0);
  for (const tally of removed) tally.credit = 0;
  const whole = lanes.reduce((sum, lane) => sum + lane.destination.basisPoints, 0);
  if (owed === 0 || whole === 0) return;
  let left = owed;
  for (const { destination, tally } of lanes) {
    const part = Math.trunc((owed * destination.basisPoints) / whole);
    tally.credit += part;
    left -= part;
  }
  lanes[0].tally.credit += left;
}

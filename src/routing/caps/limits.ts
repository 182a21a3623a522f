import type { Exclusion } from '../exclusion.ts';
import type { Cap, Period, SharedCap } from '../policies.ts';
import type { RouteGroup } from '../route-group.ts';
import { type Tally, tallyOf } from '../tally.ts';
import { type Meter, meterOf } from './meter.ts';

/** One number that calls must not exceed, beside a destination's own cap of calls in progress. */
export interface Limit {
  /** The name of the shared cap that it belongs to; undefined when it is a destination's own. */
  readonly shared: string | undefined;
  /** Over what calls are counted; undefined limits the calls in progress. */
  readonly per: Period | undefined;
  readonly most: number;
  /** The destinations that it limits together, by id. */
  readonly ids: readonly number[];
  readonly tallies: readonly Tally[];
  /** One for each of them; none when it limits the calls in progress. */
  readonly meters: readonly Meter[];
  /** Whether it was used up when limits were last checked. */
  isReached: boolean;
}

/** Every limit of a group. Their meters stand in the tallies from then on. */
export function limitsOf({ destinations, sharedCaps }: RouteGroup, tallies: Map<number, Tally>): Limit[] {
  return [
    ...destinations.flatMap(({ id, caps }) => caps.map((cap) => limitOf(cap, [id], tallies))),
    ...sharedCaps.flatMap((shared) => sharedLimits(shared, tallies)),
  ];
}

/** The limits of each destination that has any, by its id. */
export function limitsById(limits: readonly Limit[]): ReadonlyMap<number, readonly Limit[]> {
  const byId = new Map<number, Limit[]>();
  for (const limit of limits) {
    for (const id of limit.ids) {
      const own = byId.get(id);
      if (own === undefined) byId.set(id, [limit]);
      else own.push(limit);
    }
  }
  return byId;
}

/** Finds out which limits are used up: once for a decision, however many destinations share them. */
export function checkLimits(limits: readonly Limit[], nowMs: number) {
  for (const limit of limits) limit.isReached = usedOf(limit, nowMs) >= limit.most;
}

/** How many calls count against a limit, also when its period is over and no call has come since. */
export function usedOf({ per, tallies, meters }: Limit, nowMs: number): number {
  let used = 0;
  if (per === undefined) { for (const { active } of tallies) used += active; }
  else for (const { calls, untilMs } of meters) if (nowMs < untilMs) used += calls;
  return used;
}

/** Why a call can't have a place under a checked limit, or undefined if it can. */
export function exclusionBy({ per, shared, most, meters, isReached }: Limit): Exclusion | undefined {
  if (!isReached) return undefined;
  if (per !== undefined) return { reason: 'over_cap', untilMs: meters[0].untilMs, per, shared };
  return { reason: 'full', untilMs: most === 0 ? Infinity : 0, shared };
}

function sharedLimits(cap: SharedCap, tallies: Map<number, Tally>): Limit[] {
  const { name: shared, destinations: ids, maxActive: most } = cap;
  const members = ids.map((id) => tallyOf(tallies, id));
  const inProgress = { shared, per: undefined, ids, tallies: members, meters: [], isReached: false };
  return [
    ...(most === null ? [] : [{ ...inProgress, most }]),
    ...cap.caps.map((each) => limitOf(each, ids, tallies, shared)),
  ];
}

function limitOf(
  { per, calls }: Cap,
  ids: readonly number[],
  all: Map<number, Tally>,
  shared?: string,
): Limit {
  const tallies = ids.map((id) => tallyOf(all, id));
  const meters = tallies.map((tally) => meterOf(tally.meters ??= [], per, shared !== undefined));
  return { shared, per, most: calls, ids, tallies, meters, isReached: false };
}

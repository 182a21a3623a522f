import type { Exclusion } from '../exclusion.ts';
import type { Cap, Period, SharedCap } from '../policies.ts';
import type { Destination, RouteGroup } from '../route-group.ts';
import { type Tally, tallyOf } from '../tally.ts';
import { type Meter, meterOf } from './meter.ts';

/** One number that calls at a destination must not exceed, beside its own calls in progress. */
export interface Limit {
  /** The name of the shared cap that it belongs to; undefined when it is the destination's own. */
  readonly shared: string | undefined;
  /** Over what calls are counted; undefined limits the calls in progress. */
  readonly per: Period | undefined;
  readonly most: number;
  /** Of the destinations that it limits together. */
  readonly tallies: readonly Tally[];
  /** One for each of them; none when it limits the calls in progress. */
  readonly meters: readonly Meter[];
}

const NONE: readonly Limit[] = [];

/** The limits of each destination of a group, by its id; their meters stand in the tallies from then on. */
export function limitsOf(
  { destinations, sharedCaps }: RouteGroup,
  tallies: Map<number, Tally>,
): (destination: Destination) => readonly Limit[] {
  const shared = sharedCaps.map((cap) => ({ ids: cap.destinations, limits: sharedLimits(cap, tallies) }));
  const isPlain = sharedCaps.length === 0 && destinations.every(({ caps }) => caps.length === 0);
  if (isPlain) return () => NONE;
  return ({ id, caps }) => [
    ...caps.map((cap) => limitOf(cap, [tallyOf(tallies, id)], undefined)),
    ...shared.filter(({ ids }) => ids.includes(id)).flatMap(({ limits }) => limits),
  ];
}

/** How many calls count against a limit at this moment. */
export function usedOf({ per, tallies, meters }: Limit): number {
  let used = 0;
  if (per === undefined) { for (const { active } of tallies) used += active; }
  else for (const { calls } of meters) used += calls;
  return used;
}

/** Why a call can't have a place under a limit, or undefined if it can. */
export function exclusionBy(limit: Limit): Exclusion | undefined {
  const { per, shared, most, meters } = limit;
  if (usedOf(limit) < most) return undefined;
  if (per !== undefined) return { reason: 'over_cap', untilMs: meters[0].untilMs, per, shared };
  return { reason: 'full', untilMs: most === 0 ? Infinity : 0, shared };
}

function sharedLimits(cap: SharedCap, tallies: Map<number, Tally>): Limit[] {
  const members = cap.destinations.map((id) => tallyOf(tallies, id));
  const inProgress = { shared: cap.name, per: undefined, tallies: members, meters: [] };
  const most = cap.maxActive;
  return [
    ...(most === null ? [] : [{ ...inProgress, most }]),
    ...cap.caps.map((each) => limitOf(each, members, cap.name)),
  ];
}

function limitOf({ per, calls }: Cap, tallies: readonly Tally[], shared: string | undefined): Limit {
  const meters = tallies.map((tally) => meterOf(tally.meters ??= [], per, shared !== undefined));
  return { shared, per, most: calls, tallies, meters };
}

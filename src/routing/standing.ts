import { windowEndMs } from './calendar/cap-window.ts';
import { type Limit, usedOf } from './caps/limits.ts';
import { meterTimeZone } from './caps/meter.ts';
import { examine, exclusionOf, look } from './eligibility.ts';
import { type Exclusion, momentOf } from './exclusion.ts';
import { type Phase, phaseOf } from './health/health.ts';
import type { Lane, Ledger } from './ledger.ts';
import type { Period } from './policies.ts';
import type { Destination, RouteGroup } from './route-group.ts';

/** How a destination stands at a moment, for people who look at it. */
export interface DestinationStanding {
  readonly destinationId: number;
  /** What keeps new calls away, or `open`. */
  readonly state:
    | 'open'
    | 'draining'
    | 'disabled'
    | 'no_share'
    | Exclude<Exclusion['reason'], 'off' | 'tried'>;
  /** When that is over by itself; null at any moment, or never. */
  readonly untilMs: number | null;
  /** Calls in progress: those that a draining destination has left. */
  readonly active: number;
  /** What its failures say; `open` and `ejected` at once when health is only observed, or nobody else would be left. */
  readonly health: Phase;
  readonly limits: readonly LimitUse[];
}

/** How much of a cap is used. */
export interface LimitUse {
  /** The name of the shared cap; null when it is the destination's own. */
  readonly shared: string | null;
  /** Null for calls in progress. */
  readonly per: Period | null;
  readonly used: number;
  readonly most: number;
  /** When it begins to count anew; null for calls in progress. */
  readonly untilMs: number | null;
}

/** How the destinations of a group stand, in the group's order. Calls are decided as if nobody had looked. */
export function standingsOf(ledger: Ledger, nowMs: number): DestinationStanding[] {
  look(ledger, nowMs);
  return ledger.lanes.map((lane) => standingOf(ledger.group, lane, nowMs));
}

/** Why destinations can't have a call of a session that has tried these; those that can are not among them. */
export function exclusionsFor(
  ledger: Ledger,
  tried: readonly number[],
  nowMs: number,
): ReadonlyMap<number, Exclusion> {
  examine(ledger, nowMs);
  const exclusions = new Map<number, Exclusion>();
  for (const lane of ledger.lanes) {
    const exclusion = exclusionOf(lane, tried);
    if (exclusion !== undefined) exclusions.set(lane.destination.id, exclusion);
  }
  return exclusions;
}

const NONE_TRIED: readonly number[] = [];

/** What keeps new calls away from a lane of an examined ledger, or `open`. */
export function stateOf(lane: Lane, exclusion = exclusionOf(lane, NONE_TRIED)): DestinationStanding['state'] {
  if (exclusion === undefined) return 'open';
  const { reason } = exclusion;
  if (reason !== 'off') return reason as Exclude<typeof reason, 'tried'>;
  const { state } = lane.destination;
  return state === 'enabled' ? 'no_share' : state;
}

function standingOf(group: RouteGroup, lane: Lane, nowMs: number): DestinationStanding {
  const { destination, tally: { active, health } } = lane;
  const exclusion = exclusionOf(lane, NONE_TRIED);
  return {
    destinationId: destination.id,
    state: stateOf(lane, exclusion),
    untilMs: exclusion === undefined ? null : momentOf(exclusion.untilMs),
    active,
    health: health === undefined ? 'in_service' : phaseOf(health, nowMs),
    limits: usesOf(group, lane, nowMs),
  };
}

const UNLIMITED: readonly LimitUse[] = [];

function usesOf(
  group: RouteGroup,
  { destination, tally: { active }, limits }: Lane,
  nowMs: number,
): readonly LimitUse[] {
  const { maxActive } = destination;
  if (maxActive === null && limits.length === 0) return UNLIMITED;
  const inProgress = { shared: null, per: null, used: active, untilMs: null };
  const own = maxActive === null ? [] : [{ ...inProgress, most: maxActive }];
  return [...own, ...limits.map((limit) => useOf(limit, group, destination, nowMs))];
}

function useOf(limit: Limit, group: RouteGroup, destination: Destination, nowMs: number): LimitUse {
  const { shared = null, per = null, most, meters: [meter] } = limit;
  const used = usedOf(limit, nowMs);
  if (per === null) return { shared, per, used, most, untilMs: null };
  const isOver = nowMs >= meter.untilMs;
  const untilMs = isOver ? windowEndMs(per, meterTimeZone(meter, group, destination), nowMs) : meter.untilMs;
  return { shared, per, used, most, untilMs };
}

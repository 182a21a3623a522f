import type { Placement } from '../routing/place.ts';
import type { PlaceAnswer } from './switchboard.ts';

/** What to answer when no group has the address. */
export const UNKNOWN_ROUTE = { kind: 'refused', reason: 'unknown_route', untilMs: null } as const;

/** What the caller is told of a placement. `plan` is where the call goes, and then its retries. */
export function placeAnswerOf(placement: Placement, plan: readonly string[], degraded: boolean): PlaceAnswer {
  if (placement.kind === 'placed') {
    const { uri, name } = placement.lane.destination;
    const { number: attempt } = placement.attempt;
    return { kind: 'placed', destination: uri, name, attempt, destinations: plan, degraded };
  }
  const { reason, untilMs, lastResort } = placement;
  if (lastResort === null) return { kind: 'refused', reason, untilMs, degraded };
  return { kind: 'last resort', destination: lastResort, reason, degraded };
}

import type { Placement } from '../routing/place.ts';
import type { PlaceAnswer } from './switchboard.ts';

/** What to answer when no group has the address. */
export const UNKNOWN_ROUTE = { kind: 'refused', reason: 'unknown_route' } as const;

/** What the caller is told of a placement. */
export function placeAnswerOf(placement: Placement, degraded: boolean): PlaceAnswer {
  if (placement.kind === 'refused') return { kind: 'refused', reason: placement.reason, degraded };
  const { uri, name } = placement.lane.destination;
  return { kind: 'placed', destination: uri, name, attempt: placement.attempt.number, degraded };
}

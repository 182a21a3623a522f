import type { Attempt, EndReason } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import type { RouteGroup } from './route-group.ts';

/**
 * Whether an attempt counts for a fixed time: it was placed to end after what is still its group's holding time. One
 * that was placed before holding began ends with its completion, as it was meant to, and so does one whose group is gone.
 */
function isHeld({ openedAtMs, expiresAtMs }: Attempt, group: RouteGroup | undefined): boolean {
  const seconds = group?.holdSeconds ?? null;
  return seconds !== null && expiresAtMs - openedAtMs === seconds * 1000;
}

/** Whether an attempt stays open though its session is completed: unless its call never came about. */
export function outlastsCompletion(
  attempt: Attempt,
  group: RouteGroup | undefined,
  outcome?: Outcome,
): boolean {
  return isHeld(attempt, group) && (outcome === undefined || outcome === 'connected');
}

/** Why an attempt ends whose time has come. */
export function reasonWhenDue(attempt: Attempt, group: RouteGroup | undefined): EndReason {
  return isHeld(attempt, group) ? 'held' : 'expired';
}

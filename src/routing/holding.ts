import type { Attempt, EndReason } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import type { RouteGroup } from './route-group.ts';

/**
 * Whether an attempt counts for a fixed time: it was placed to end after what is still its group's holding time. One
 * that was placed before holding began ends with its completion, as it was meant to.
 */
function isHeld({ openedAtMs, expiresAtMs }: Attempt, { holdSeconds }: RouteGroup): boolean {
  return holdSeconds !== null && expiresAtMs - openedAtMs === holdSeconds * 1000;
}

/** Whether an attempt stays open though its session is completed: unless its call never came about. */
export function outlastsCompletion(attempt: Attempt, group: RouteGroup, outcome?: Outcome): boolean {
  return isHeld(attempt, group) && (outcome === undefined || outcome === 'connected');
}

/** Why an attempt ends whose time has come. */
export function reasonWhenDue(attempt: Attempt, group: RouteGroup): EndReason {
  return isHeld(attempt, group) ? 'held' : 'expired';
}

import type { Attempt, EndReason } from './attempt.ts';
import type { RouteGroup } from './route-group.ts';

/** A transfer and its retries: what the next attempt of a session has behind it. */
export interface Chain {
  readonly tried: readonly number[];
  /** The number of the next attempt, from 1. */
  readonly number: number;
}

/** The last attempt of a session, open or ended by a retry that found no destination left. */
export interface LastAttempt {
  readonly attempt: Attempt;
  readonly open: boolean;
}

/** What a new request of a session means for its last attempt, and where its chain goes on. */
export interface Continuation {
  readonly chain: Chain;
  /** Why the last attempt ends now; undefined when none is open. */
  readonly ends: EndReason | undefined;
}

const FIRST: Chain = { tried: [], number: 1 };

/**
 * Asking the same group again within its retry window is a retry: that destination failed, give another one.
 * Anything later, or in another group, is a new transfer of a long call, and a session is at one destination at a
 * time (DESIGN.md, rules 4 and 5). A retry window of 0 means that nothing is a retry.
 */
export function continueChain(last: LastAttempt | undefined, group: RouteGroup, nowMs: number): Continuation {
  if (last === undefined) return { chain: FIRST, ends: undefined };
  const { attempt, open } = last;
  if (!isRetry(attempt, group, nowMs)) return { chain: FIRST, ends: open ? 'superseded' : undefined };
  const chain = { tried: [...attempt.tried, attempt.destinationId], number: attempt.number + 1 };
  return { chain, ends: open ? 'retried' : undefined };
}

function isRetry(attempt: Attempt, group: RouteGroup, nowMs: number): boolean {
  return attempt.groupId === group.id && nowMs - attempt.openedAtMs < group.retryWindowSeconds * 1000;
}

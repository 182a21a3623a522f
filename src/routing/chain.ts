import type { Attempt, EndReason } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import type { RouteGroup } from './route-group.ts';

/** A transfer and its retries: what the next attempt of a session has behind it. */
export interface Chain {
  readonly tried: readonly number[];
  /** The number of the next attempt, from 1. */
  readonly number: number;
  /** The outcome after which nothing else may be tried; undefined while the chain goes on. */
  readonly endedBy?: Outcome;
}

/** The last attempt of a session, open or ended by a retry that found no destination left. */
export interface LastAttempt {
  readonly attempt: Attempt;
  readonly open: boolean;
  /** How it ended, if that was told. */
  readonly outcome?: Outcome;
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
 * Anything later, in another group, or after a call that was connected, is a new transfer, and a session is at one
 * destination at a time (DESIGN.md, rules 4 and 5). A retry window of 0 means that nothing is a retry.
 * `told` is what the request says of the last attempt. A terminal outcome of it ends the chain.
 */
export function continueChain(
  last: LastAttempt | undefined,
  group: RouteGroup,
  nowMs: number,
  told?: Outcome,
): Continuation {
  if (last === undefined) return { chain: FIRST, ends: undefined };
  const { attempt, open, outcome = told } = last;
  if (!isRetry(attempt, group, nowMs) || outcome === 'connected') {
    return { chain: FIRST, ends: open ? 'superseded' : undefined };
  }
  const chain = { tried: [...attempt.tried, attempt.destinationId], number: attempt.number + 1 };
  return {
    chain: endsChain(outcome, group) ? { ...chain, endedBy: outcome } : chain,
    ends: open ? 'retried' : undefined,
  };
}

/** Whether nothing more may be tried for a chain, whoever is free. */
export function isExhausted({ number, endedBy }: Chain, { maxAttempts }: RouteGroup): boolean {
  return endedBy !== undefined || (maxAttempts !== null && number > maxAttempts);
}

/**
 * Whether nothing else may be tried after this outcome. An attempt that was completed with it has to be remembered
 * until its retry window closes, so that asking again is refused until then.
 */
export function endsChain(outcome: Outcome | undefined, { terminalOutcomes }: RouteGroup): boolean {
  return outcome !== undefined && terminalOutcomes.includes(outcome);
}

function isRetry(attempt: Attempt, group: RouteGroup, nowMs: number): boolean {
  return attempt.groupId === group.id && nowMs - attempt.openedAtMs < group.retryWindowSeconds * 1000;
}

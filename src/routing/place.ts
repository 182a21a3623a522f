import type { Attempt } from './attempt.ts';
import { chooseActive } from './balance-active.ts';
import { chooseCalls } from './balance-calls.ts';
import type { Chain } from './chain.ts';
import { eligibleLanes, type Refusal, refusalOf } from './eligibility.ts';
import type { Lane, Ledger, Tally } from './ledger.ts';

/** A call that asks for a destination. */
export interface Call {
  readonly attemptId: number;
  readonly session: string | null;
  readonly chain: Chain;
}

export type Placement =
  | { readonly kind: 'placed'; readonly lane: Lane; readonly attempt: Attempt }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/**
 * Chooses the destination of a call and counts it there, in one step: no other call can see the same gap.
 * Deterministic; changes nothing when it refuses.
 */
export function placeCall(ledger: Ledger, call: Call, nowMs: number): Placement {
  const lanes = eligibleLanes(ledger, call.chain.tried);
  if (lanes.length === 0) return { kind: 'refused', reason: refusalOf(ledger, call.chain.tried) };
  const lane = ledger.group.balance === 'active' ? chooseActive(lanes) : chooseCalls(lanes);
  lane.tally.active += 1;
  lane.tally.placed += 1;
  return { kind: 'placed', lane, attempt: attemptAt(lane, ledger, call, nowMs) };
}

/** Frees the place that an attempt holds. To be called once for each attempt. */
export function endAttempt(tally: Tally) {
  tally.active -= 1;
}

function attemptAt({ destination }: Lane, { group }: Ledger, call: Call, nowMs: number): Attempt {
  return {
    id: call.attemptId,
    accountId: group.accountId,
    groupId: group.id,
    destinationId: destination.id,
    session: call.session,
    number: call.chain.number,
    tried: call.chain.tried,
    openedAtMs: nowMs,
    expiresAtMs: nowMs + group.sessionTtlSeconds * 1000,
  };
}

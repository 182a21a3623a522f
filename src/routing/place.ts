import type { Attempt } from './attempt.ts';
import { chooseActive } from './balance-active.ts';
import { chooseCalls } from './balance-calls.ts';
import type { Chain } from './chain.ts';
import { eligibleLanes } from './eligibility.ts';
import type { Lane, Ledger } from './ledger.ts';
import { type Obstacle, refusalOf } from './refusal.ts';
import { takePlace } from './tally.ts';

/** A call that asks for a destination. */
export interface Call {
  readonly attemptId: number;
  readonly session: string | null;
  readonly chain: Chain;
}

export type Placement =
  | { readonly kind: 'placed'; readonly lane: Lane; readonly attempt: Attempt }
  | { readonly kind: 'refused' } & Obstacle;

/**
 * Chooses the destination of a call and counts it there, in one step: no other call can see the same gap.
 * Deterministic; counts nothing when it refuses.
 */
export function placeCall(ledger: Ledger, call: Call, nowMs: number): Placement {
  const lanes = eligibleLanes(ledger, call.chain.tried, nowMs);
  if (lanes.length === 0) return { kind: 'refused', ...refusalOf(ledger, call.chain.tried) };
  const lane = ledger.group.balance === 'active' ? chooseActive(lanes) : chooseCalls(lanes);
  takePlace(lane.tally);
  return { kind: 'placed', lane, attempt: attemptAt(lane, ledger, call, nowMs) };
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

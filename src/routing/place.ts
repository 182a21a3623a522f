import { placesDueMs, takePlace } from './accounting/places.ts';
import type { Attempt } from './attempt.ts';
import { chooseActive } from './balance-active.ts';
import { chooseCalls } from './balance-calls.ts';
import { type Chain, isExhausted } from './chain.ts';
import type { Choice } from './choice.ts';
import { eligibleLanes } from './eligibility.ts';
import type { HealthEvent } from './health/health-event.ts';
import { judgePlacement } from './health/judge.ts';
import type { Lane, Ledger } from './ledger.ts';
import { type Obstacle, refusalOf } from './refusal.ts';
import { settleAgainAt } from './settle.ts';

/** A call that asks for a destination. */
export interface Call {
  readonly attemptId: number;
  readonly session: string | null;
  readonly chain: Chain;
}

export type Placement =
  | {
    readonly kind: 'placed';
    readonly lane: Lane;
    readonly attempt: Attempt;
    /** The lanes that were eligible, and what the balancing rule made of them. */
    readonly eligible: readonly Lane[];
    readonly choice: Choice;
    /** What this changes for the health of the destination. */
    readonly events: readonly HealthEvent[];
  }
  | Refused;

export interface Refused extends Obstacle {
  readonly kind: 'refused';
  /** What to give all the same: the group's last resort, unless nothing else may be tried for the session. */
  readonly lastResort: string | null;
}

/**
 * Chooses the destination of a call and counts it there, in one step: no other call can see the same gap.
 * Deterministic; counts nothing when it refuses.
 */
export function placeCall(ledger: Ledger, call: Call, nowMs: number): Placement {
  const { chain } = call;
  if (isExhausted(chain, ledger.group)) return refused(ledger, chain, EXHAUSTED);
  const lanes = eligibleLanes(ledger, chain.tried, nowMs);
  if (lanes.length === 0) return refused(ledger, chain, refusalOf(ledger, chain.tried));
  const choice = ledger.group.balance === 'active' ? chooseActive(lanes) : chooseCalls(lanes);
  const { lane } = choice;
  takePlace(lane.tally, nowMs);
  settleAgainAt(ledger, placesDueMs(lane.tally));
  const events = judgePlacement(ledger, lane, call.attemptId, nowMs);
  const attempt = attemptAt(lane, ledger, call, nowMs);
  return { kind: 'placed', lane, attempt, eligible: lanes, choice, events };
}

const EXHAUSTED: Obstacle = { reason: 'exhausted', untilMs: null };

function refused({ group }: Ledger, { endedBy }: Chain, obstacle: Obstacle): Refused {
  return { kind: 'refused', ...obstacle, lastResort: endedBy === undefined ? group.lastResort : null };
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
    expiresAtMs: nowMs + (group.holdSeconds ?? group.sessionTtlSeconds) * 1000,
  };
}

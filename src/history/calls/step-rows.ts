import { sql } from 'kysely';
import { readDecision } from '../../routing/decision-text.ts';
import type { AttemptTable, RefusalTable } from '../history-schema.ts';
import type { AttemptStep, CallStep, RefusalStep, StepPosition } from './calls.ts';

export type AttemptRow = Omit<AttemptTable, 'account_id'>;
export type RefusalRow = Omit<RefusalTable, 'account_id'>;

/** The columns that steps are read from. */
export const ATTEMPT_COLUMNS = sql.raw(
  `id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms, version, decision, ended_at_ms,
  end_reason, outcome, node`,
);
export const REFUSAL_COLUMNS = sql.raw(
  'id, group_id, session, number, at_ms, reason, last_resort, version, decision, node',
);

export function attemptStepOf(row: AttemptRow): AttemptStep {
  return {
    kind: 'attempt',
    id: row.id,
    groupId: row.group_id,
    version: row.version,
    session: row.session,
    number: row.number,
    atMs: row.opened_at_ms,
    decision: readDecision(row.decision),
    node: row.node,
    destinationId: row.destination_id,
    tried: row.tried === null ? [] : JSON.parse(row.tried),
    expiresAtMs: row.expires_at_ms,
    endedAtMs: row.ended_at_ms,
    endReason: row.end_reason,
    outcome: row.outcome,
  };
}

export function refusalStepOf(row: RefusalRow): RefusalStep {
  return {
    kind: 'refusal',
    id: row.id,
    groupId: row.group_id,
    version: row.version,
    session: row.session,
    number: row.number,
    atMs: row.at_ms,
    decision: readDecision(row.decision),
    node: row.node,
    reason: row.reason,
    lastResort: row.last_resort === 1,
  };
}

/** The newest first; of one millisecond, what was decided last. */
export function newestFirst(one: StepPosition, other: StepPosition): number {
  return other.atMs - one.atMs || other.id - one.id;
}

/** The newest of all these steps, the newest first. */
export function newestOf(steps: readonly CallStep[], limit: number): CallStep[] {
  return steps.toSorted(newestFirst).slice(0, limit);
}

import type { Attempt, EndReason } from '../../routing/attempt.ts';
import type { Tally } from '../../routing/ledger.ts';

/** The tallies of a group's destinations by id, and since when they count what was placed. */
export interface GroupState {
  readonly tallies: Map<number, Tally>;
  readonly sinceMs: number;
}

/** What happened in memory and has to be told to storage. */
export interface ChangeLog {
  opened(attempt: Attempt): void;
  ended(attemptId: number, reason: EndReason, atMs: number): void;
  /** The group's small integers are no longer what storage has. */
  rebalanced(groupId: number, state: GroupState): void;
}

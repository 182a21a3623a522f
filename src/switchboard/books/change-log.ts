import type { Attempt, EndReason } from '../../routing/attempt.ts';
import type { HealthEvent } from '../../routing/health/health-event.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Tally } from '../../routing/tally.ts';

/** The tallies of a group's destinations by id, and since when they count what was placed. */
export interface GroupState {
  readonly tallies: Map<number, Tally>;
  readonly sinceMs: number;
  /** The newest version of the group that the tallies have followed. */
  version: number;
}

/** What happened in memory and has to be told to storage. */
export interface ChangeLog {
  opened(attempt: Attempt): void;
  /** `outcome` is what became of the call, if that was told. */
  ended(attemptId: number, reason: EndReason, atMs: number, outcome: Outcome | undefined): void;
  /** The attempt has ended, and is remembered until then as the last one of its session. */
  remembered(attemptId: number, untilMs: number): void;
  /** The attempt has ended, and is no longer the last one of its session. */
  forgotten(attemptId: number): void;
  /** What calls say of their destinations has changed. */
  judged(groupId: number, events: readonly HealthEvent[]): void;
  /** The group's small integers are no longer what storage has. */
  rebalanced(groupId: number, state: GroupState): void;
}

import type { Attempt, EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { Tally } from '../../routing/tally.ts';
import type { Happening } from '../happening.ts';
import type { Trouble } from './trouble.ts';

/** The tallies of a group's destinations by id, and since when they count what was placed. */
export interface GroupState {
  readonly tallies: Map<number, Tally>;
  readonly sinceMs: number;
  /** The newest version of the group that the tallies have followed. */
  version: number;
  /** What keeps it from placing calls; undefined while nothing does. */
  trouble: Trouble | undefined;
}

/** An attempt that was placed, and what history keeps of it besides. */
export interface Opening {
  readonly attempt: Attempt;
  /** Of the group. */
  readonly version: number;
  /** As `writeDecision` gives it. */
  readonly decision: string;
  /** The calls in progress at its destination, with this one. */
  readonly active: number;
  /** The calls in progress in its group, with this one. */
  readonly groupActive: number;
}

/** The end of an attempt. */
export interface End {
  readonly attempt: EndedAttempt;
  readonly atMs: number;
  readonly reason: EndReason;
  /** What became of the call, if that was told. */
  readonly outcome: Outcome | null;
}

/** What history needs to know of an attempt that ends. */
export type EndedAttempt = Pick<Attempt, 'id' | 'groupId' | 'destinationId' | 'openedAtMs'>;

/** A request that got no destination. */
export interface RefusedCall {
  readonly id: number;
  readonly accountId: number;
  readonly groupId: number;
  readonly session: string | null;
  /** The number of the attempt that it would have been. */
  readonly number: number;
  readonly atMs: number;
  readonly reason: Refusal;
  /** Whether it got the group's last resort. */
  readonly lastResort: boolean;
  readonly version: number;
  readonly decision: string;
}

/** What happened in memory and has to be told to storage. */
export interface ChangeLog {
  opened(opening: Opening): void;
  ended(end: End): void;
  /** The attempt has ended, and is remembered until then as the last one of its session. */
  remembered(attemptId: number, untilMs: number): void;
  /** The attempt has ended, and is no longer the last one of its session. */
  forgotten(attemptId: number): void;
  refused(call: RefusedCall): void;
  /** Something that people are told. */
  happened(happenings: readonly Happening[]): void;
  /** The group's small integers are no longer what storage has. */
  rebalanced(groupId: number, state: GroupState): void;
}

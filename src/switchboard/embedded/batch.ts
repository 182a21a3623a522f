import type { Attempt, EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { ChangeLog, GroupState } from '../books/change-log.ts';
import { writeTallies } from '../books/tallies-text.ts';

/** Columns of `attempt` in order, `tried` as JSON. Arrays of plain values cross to the journal's thread cheaply. */
export type OpenedRow = [
  id: number,
  accountId: number,
  groupId: number,
  destinationId: number,
  session: string | null,
  number: number,
  tried: string | null,
  openedAtMs: number,
  expiresAtMs: number,
];
export type EndedRow = [id: number, endedAtMs: number, reason: EndReason, outcome: Outcome | null];
/** A group's tallies as `writeTallies` gives them. */
export type StateRow = [groupId: number, sinceMs: number, version: number, tallies: string];

/** What one transaction writes. */
export interface BatchRows {
  readonly opened: OpenedRow[];
  readonly ended: EndedRow[];
  readonly states: StateRow[];
}

/**
 * Gathers changes until they are written. The small integers of a group are taken when the batch is sealed: however
 * many calls it placed meanwhile, they are written once.
 */
export class Batch implements ChangeLog {
  #opened: OpenedRow[] = [];
  #ended: EndedRow[] = [];
  readonly #states = new Map<number, GroupState>();

  /** Attempts that opened or ended. */
  get size(): number {
    return this.#opened.length + this.#ended.length;
  }

  get isEmpty(): boolean {
    return this.size === 0 && this.#states.size === 0;
  }

  opened(attempt: Attempt) {
    this.#opened.push([
      attempt.id,
      attempt.accountId,
      attempt.groupId,
      attempt.destinationId,
      attempt.session,
      attempt.number,
      attempt.tried.length === 0 ? null : JSON.stringify(attempt.tried),
      attempt.openedAtMs,
      attempt.expiresAtMs,
    ]);
  }

  ended(attemptId: number, reason: EndReason, atMs: number, outcome: Outcome | undefined) {
    this.#ended.push([attemptId, atMs, reason, outcome ?? null]);
  }

  /** A restart finds out from how attempts ended which chains still wait for a retry. */
  remembered() {}

  forgotten() {}

  /** It is told at once, and kept with the group's integers. */
  judged() {}

  rebalanced(groupId: number, state: GroupState) {
    this.#states.set(groupId, state);
  }

  /** Gives up the history of attempts that opened and ended within this batch; answers how many they were. */
  forgetEnded(): number {
    const opened = new Set(this.#opened.map(([id]) => id));
    const over = new Set(this.#ended.map(([id]) => id).filter((id) => opened.has(id)));
    this.#opened = this.#opened.filter(([id]) => !over.has(id));
    this.#ended = this.#ended.filter(([id]) => !over.has(id));
    return over.size;
  }

  seal(): BatchRows {
    const states = [...this.#states].map((
      [groupId, { sinceMs, version, tallies }],
    ): StateRow => [groupId, sinceMs, version, writeTallies(tallies)]);
    return { opened: this.#opened, ended: this.#ended, states };
  }
}

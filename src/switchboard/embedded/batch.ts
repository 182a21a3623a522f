import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { ChangeLog, End, GroupState, Opening, RefusedCall } from '../books/change-log.ts';
import { writeTallies } from '../books/tallies-text.ts';
import type { Happening } from '../happening.ts';

/** What decisions need of an attempt, `tried` as JSON. */
export type AttemptColumns = [
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
/** Arrays of plain values cross to the journal's thread cheaply. */
export type OpenedRow = [
  columns: [...AttemptColumns, version: number, decision: string],
  active: number,
  groupActive: number,
];
export type EndedRow = [
  id: number,
  groupId: number,
  destinationId: number,
  openedAtMs: number,
  endedAtMs: number,
  reason: EndReason,
  outcome: Outcome | null,
];
/** Columns of `refusal` in order. */
export type RefusedRow = [
  id: number,
  accountId: number,
  groupId: number,
  session: string | null,
  number: number,
  atMs: number,
  reason: Refusal,
  lastResort: number,
  version: number,
  decision: string,
];
/** Columns of `event` but its id, in order; the detail as JSON. */
export type EventRow = [
  atMs: number,
  accountId: number | null,
  groupId: number | null,
  destinationId: number | null,
  kind: string,
  detail: string,
];
/** A group's tallies as `writeTallies` gives them, its trouble as JSON. */
export type StateRow = [
  groupId: number,
  sinceMs: number,
  version: number,
  tallies: string,
  trouble: string | null,
];

/** What one transaction writes. */
export interface BatchRows {
  readonly opened: OpenedRow[];
  readonly ended: EndedRow[];
  readonly refused: RefusedRow[];
  readonly events: EventRow[];
  readonly states: StateRow[];
}

/**
 * Gathers changes until they are written. The small integers of a group are taken when the batch is sealed: however
 * many calls it placed meanwhile, they are written once.
 */
export class Batch implements ChangeLog {
  #opened: OpenedRow[] = [];
  #ended: EndedRow[] = [];
  #refused: RefusedRow[] = [];
  readonly #events: EventRow[] = [];
  readonly #states = new Map<number, GroupState>();

  /** Attempts that opened or ended, and refusals. */
  get size(): number {
    return this.#opened.length + this.#ended.length + this.#refused.length;
  }

  get isEmpty(): boolean {
    return this.size === 0 && this.#states.size === 0 && this.#events.length === 0;
  }

  opened({ attempt, version, decision, active, groupActive }: Opening) {
    const columns: OpenedRow[0] = [
      attempt.id,
      attempt.accountId,
      attempt.groupId,
      attempt.destinationId,
      attempt.session,
      attempt.number,
      attempt.tried.length === 0 ? null : JSON.stringify(attempt.tried),
      attempt.openedAtMs,
      attempt.expiresAtMs,
      version,
      decision,
    ];
    this.#opened.push([columns, active, groupActive]);
  }

  ended({ attempt: { id, groupId, destinationId, openedAtMs }, atMs, reason, outcome }: End) {
    this.#ended.push([id, groupId, destinationId, openedAtMs, atMs, reason, outcome]);
  }

  refused(
    { id, accountId, groupId, session, number, atMs, reason, lastResort, version, decision }: RefusedCall,
  ) {
    const where = [id, accountId, groupId, session, number] as const;
    this.#refused.push([...where, atMs, reason, lastResort ? 1 : 0, version, decision]);
  }

  /** A restart finds out from how attempts ended which chains still wait for a retry. */
  remembered() {}

  forgotten() {}

  happened(happenings: readonly Happening[]) {
    for (const { atMs, accountId, groupId, destinationId, kind, detail } of happenings) {
      this.#events.push([atMs, accountId, groupId, destinationId, kind, JSON.stringify(detail)]);
    }
  }

  rebalanced(groupId: number, state: GroupState) {
    this.#states.set(groupId, state);
  }

  /** Gives up the history of what is over: of attempts that opened and ended within this batch, and of refusals. */
  forgetEnded(): number {
    const opened = new Set(this.#opened.map(([[id]]) => id));
    const over = new Set(this.#ended.map(([id]) => id).filter((id) => opened.has(id)));
    const given = over.size + this.#refused.length;
    this.#opened = this.#opened.filter(([[id]]) => !over.has(id));
    this.#ended = this.#ended.filter(([id]) => !over.has(id));
    this.#refused = [];
    return given;
  }

  seal(): BatchRows {
    const states = [...this.#states].map((
      [groupId, { sinceMs, version, tallies, trouble }],
    ): StateRow => [
      groupId,
      sinceMs,
      version,
      writeTallies(tallies),
      trouble === undefined ? null : JSON.stringify(trouble),
    ]);
    const [opened, ended, refused] = [this.#opened, this.#ended, this.#refused];
    return { opened, ended, refused, events: this.#events, states };
  }
}

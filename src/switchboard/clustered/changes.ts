import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { ChangeLog, End, Opening, RefusedCall } from '../books/change-log.ts';
import type { Happening } from '../happening.ts';

/** What became of an attempt. */
export interface Fate {
  readonly id: number;
  /** Null when it had ended before, or has not yet. */
  readonly end: End | null;
  /** Until when it is the last attempt of its session; null when it is that no longer. */
  readonly dueMs: number | null;
}

/** An attempt that was placed, and what has become of it since. */
export interface Opened extends Opening {
  readonly fate: Fate;
}

/** A completion of which no open attempt was known: another node may have placed the call without its database. */
export interface EarlyCompletion {
  readonly session: string;
  /** Null for every group. */
  readonly groupId: number | null;
  readonly atMs: number;
  readonly outcome: Outcome | null;
}

/** What one transaction tells storage; plain values, which also go to the spool as JSON. */
export interface SealedChanges {
  readonly opened: readonly Opened[];
  /** Of attempts that an earlier batch opened. */
  readonly fates: readonly Fate[];
  readonly early: readonly EarlyCompletion[];
  readonly refused: readonly RefusedCall[];
  readonly happenings: readonly Happening[];
}

/** A batch in which nothing happened. */
export const NOTHING: SealedChanges = { opened: [], fates: [], early: [], refused: [], happenings: [] };

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Gathers the changes of a batch: an attempt that opens and ends within it is one row, written once. */
export class Changes implements ChangeLog {
  #opened = new Map<number, Opened>();
  #fates = new Map<number, Writable<Fate>>();
  #early: EarlyCompletion[] = [];
  #refused: RefusedCall[] = [];
  #happenings: Happening[] = [];

  opened(opening: Opening) {
    const { id, expiresAtMs } = opening.attempt;
    this.#opened.set(id, { ...opening, fate: { id, end: null, dueMs: expiresAtMs } });
  }

  /** What the books know of the attempt besides does not go to the spool. */
  ended({ attempt, ...end }: End) {
    const { id, groupId, destinationId, openedAtMs } = attempt;
    this.#fateOf(id).end = { attempt: { id, groupId, destinationId, openedAtMs }, ...end };
  }

  remembered(attemptId: number, untilMs: number) {
    this.#fateOf(attemptId).dueMs = untilMs;
  }

  forgotten(attemptId: number) {
    this.#fateOf(attemptId).dueMs = null;
  }

  refused(call: RefusedCall) {
    this.#refused.push(call);
  }

  happened(happenings: readonly Happening[]) {
    this.#happenings.push(...happenings);
  }

  /** Integers are compared with what storage has when a batch is written. */
  rebalanced() {}

  completedEarly(completion: EarlyCompletion) {
    this.#early.push(completion);
  }

  /** Whether anything has been decided on this attempt in what has gathered. */
  concern(attemptId: number): boolean {
    return this.#opened.has(attemptId) || this.#fates.has(attemptId);
  }

  /** What has gathered; the next batch starts empty. */
  seal(): SealedChanges {
    const sealed = {
      opened: [...this.#opened.values()],
      fates: [...this.#fates.values()],
      early: this.#early,
      refused: this.#refused,
      happenings: this.#happenings,
    };
    this.#opened = new Map();
    this.#fates = new Map();
    this.#early = [];
    this.#refused = [];
    this.#happenings = [];
    return sealed;
  }

  #fateOf(attemptId: number): Writable<Fate> {
    const known = this.#opened.get(attemptId)?.fate ?? this.#fates.get(attemptId);
    if (known) return known;
    const fate = { id: attemptId, end: null, dueMs: null };
    this.#fates.set(attemptId, fate);
    return fate;
  }
}

/** The ends of attempts among these changes. */
export function endsOf({ opened, fates }: SealedChanges): End[] {
  return [...opened.map(({ fate }) => fate), ...fates].map(({ end }) => end).filter((end) => end !== null);
}

/** Why attempts ended, each of them. */
export function endReasonsOf(changes: SealedChanges): EndReason[] {
  return endsOf(changes).map(({ reason }) => reason);
}

export function sizeOf({ opened, fates, early, refused, happenings }: SealedChanges): number {
  return opened.length + fates.length + early.length + refused.length + happenings.length;
}

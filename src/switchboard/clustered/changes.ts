import type { Attempt, EndReason } from '../../routing/attempt.ts';
import type { HealthEvent } from '../../routing/health/health-event.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { ChangeLog } from '../books/change-log.ts';

/** What became of an attempt. */
export interface Fate {
  readonly id: number;
  /** Null when it had ended before. */
  readonly endedAtMs: number | null;
  readonly reason: EndReason | null;
  /** What became of its call, if that was told. */
  readonly outcome: Outcome | null;
  /** Until when it is the last attempt of its session; null when it is that no longer. */
  readonly dueMs: number | null;
}

/** An attempt that was placed, and what has become of it since. */
export interface Opened {
  readonly attempt: Attempt;
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
}

/** What a batch has to tell people, besides storage. */
export interface Judgement {
  readonly groupId: number;
  readonly events: readonly HealthEvent[];
}

const UNENDED = { endedAtMs: null, reason: null, outcome: null };

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Gathers the changes of a batch: an attempt that opens and ends within it is one row, written once. */
export class Changes implements ChangeLog {
  #opened = new Map<number, Opened>();
  #fates = new Map<number, Writable<Fate>>();
  #early: EarlyCompletion[] = [];
  #judgements: Judgement[] = [];

  opened(attempt: Attempt) {
    const fate = { id: attempt.id, ...UNENDED, dueMs: attempt.expiresAtMs };
    this.#opened.set(attempt.id, { attempt, fate });
  }

  ended(attemptId: number, reason: EndReason, atMs: number, outcome: Outcome | undefined) {
    Object.assign(this.#fateOf(attemptId), { endedAtMs: atMs, reason, outcome: outcome ?? null });
  }

  remembered(attemptId: number, untilMs: number) {
    this.#fateOf(attemptId).dueMs = untilMs;
  }

  forgotten(attemptId: number) {
    this.#fateOf(attemptId).dueMs = null;
  }

  /** Integers are compared with what storage has when a batch is written. */
  rebalanced() {}

  judged(groupId: number, events: readonly HealthEvent[]) {
    this.#judgements.push({ groupId, events });
  }

  completedEarly(completion: EarlyCompletion) {
    this.#early.push(completion);
  }

  /** What has gathered to be told. A batch that is decided anew begins with none. */
  takeJudgements(): Judgement[] {
    return this.#judgements.splice(0);
  }

  /** What has gathered; the next batch starts empty. */
  seal(): SealedChanges {
    const sealed = {
      opened: [...this.#opened.values()],
      fates: [...this.#fates.values()],
      early: this.#early,
    };
    this.#opened = new Map();
    this.#fates = new Map();
    this.#early = [];
    return sealed;
  }

  #fateOf(attemptId: number): Writable<Fate> {
    const known = this.#opened.get(attemptId)?.fate ?? this.#fates.get(attemptId);
    if (known) return known;
    const fate = { id: attemptId, ...UNENDED, dueMs: null };
    this.#fates.set(attemptId, fate);
    return fate;
  }
}

/** Why attempts ended, each of them. */
export function endReasonsOf({ opened, fates }: SealedChanges): EndReason[] {
  return [...opened.map(({ fate }) => fate), ...fates].map(({ reason }) => reason)
    .filter((reason) => reason !== null);
}

export function sizeOf({ opened, fates, early }: SealedChanges): number {
  return opened.length + fates.length + early.length;
}

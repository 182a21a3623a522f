import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';

/** What shows which applications never complete their sessions. Methods throw only when storage fails. */
export interface LossFigures {
  /** How the attempts of each group ended in the last 24 hours; one of which none did is absent. Some minutes old. */
  endings(): Promise<ReadonlyMap<number, Endings>>;

  /** What the attempts of one group that nobody completed have in common, and how long its calls last. */
  details(group: LookedAt): Promise<LossDetails>;
}

/** Numbers of attempts by how they ended, and of the completed ones by what was told of the call. */
export interface Endings {
  readonly reasons: Readonly<Partial<Record<EndReason, number>>>;
  readonly outcomes: Readonly<Partial<Record<Outcome | '', number>>>;
  /** For how long the completed ones were open together. */
  readonly completedOpenMs: number;
}

/** The group of which details are wanted. */
export interface LookedAt {
  readonly accountId: number;
  readonly groupId: number;
  /** When its attempts expire. */
  readonly sessionTtlSeconds: number;
}

export interface LossDetails {
  /** How its attempts ended in the seven days before the last 24 hours. */
  readonly weekBefore: Endings;
  /** Some attempts that expired in the last day; null when none is found. */
  readonly sample: { readonly attempts: number; readonly withoutSession: number } | null;
  /** The calls that were completed in the last day; null when there was none. */
  readonly lengths: CallLengthFigures | null;
  /** Open attempts that are older than nearly all calls ever get; 0 when that is not known. */
  readonly overdue: number;
}

export interface CallLengthFigures {
  readonly calls: number;
  /** Shorter than `BRIEF_MS`. */
  readonly brief: number;
  readonly medianSeconds: number;
  /** 99 of 100 calls are over by then. */
  readonly p99Seconds: number;
}

/** Nobody hears an agent's greeting and says what the call is about in this time. */
export const BRIEF_MS = 10_000;

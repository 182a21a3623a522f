import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';

/** Whole minutes of Unix time: from the first of them up to, and without, the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface ReportQuestion {
  readonly groupIds: readonly number[];
  /** Each right behind the one before. None ends later than `completeUntil()`. */
  readonly spans: readonly Span[];
}

/** Figures of a part of a span, or of all of it. */
export interface Piece extends Span {
  /** The number of its span, from 0. */
  readonly span: number;
  /** Of every group that was asked for. */
  readonly groups: ReadonlyMap<number, GroupFigures>;
}

export interface GroupFigures {
  /** The most calls in progress at one moment. */
  peak: number;
  readonly refusals: Map<Refusal, Refusals>;
  /** By destination, those that were since removed included; one with nothing to tell is absent. */
  readonly destinations: Map<number, DestinationFigures>;
}

/** What a group refused for one reason, and how much of that got its last resort. */
export interface Refusals {
  refused: number;
  lastResort: number;
}

export interface DestinationFigures {
  placed: number;
  retries: number;
  /** Its calls in progress, summed up over every millisecond: divided by the length of the time, their mean. */
  activeMs: number;
  /** The most calls in progress at one moment. */
  peak: number;
  /** By `endingKey`. */
  readonly endings: Map<string, Endings>;
  /**
   * The calls that ended in the quarters of an hour that began within (the first piece has the one before as well, when
   * it reaches into it), by the bucket of their length (`lengthBucketOf`).
   */
  readonly lengths: Map<number, number>;
}

/** What ended for one reason and with one outcome, null when none was told. */
export interface Endings {
  readonly reason: EndReason;
  readonly outcome: Outcome | null;
  ended: number;
  /** For how long they were open together. */
  openMs: number;
}

/** One attempt as it is written into a list. */
export interface AttemptRecord {
  readonly id: number;
  readonly groupId: number;
  readonly destinationId: number;
  readonly session: string | null;
  readonly number: number;
  readonly openedAtMs: number;
  /** Null while it is open, as the two behind. */
  readonly endedAtMs: number | null;
  readonly reason: EndReason | null;
  readonly outcome: Outcome | null;
  /** Of the group. */
  readonly version: number;
}

/** What happened to calls over a time, from the totals of minutes. Methods throw when storage fails. */
export interface Reports {
  /** The minute before which all that happened is in the totals. */
  completeUntil(): number;

  /** The figures, piece by piece, the latest first; whoever stops taking them ends the work. */
  pieces(question: ReportQuestion): AsyncGenerator<Piece, void>;

  /** The attempts of a group that were opened within a span, in the order of time, a page at a time. */
  attempts(groupId: number, span: Span): AsyncGenerator<readonly AttemptRecord[], void>;
}

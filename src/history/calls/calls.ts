import type { EndReason } from '../../routing/attempt.ts';
import type { Decision } from '../../routing/decision.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';

/** What became of single calls, step by step. Methods throw only when storage fails. */
export interface Calls {
  /**
   * The steps of a session in an account, in the order of time, over all groups. A session id that comes again after
   * a day without any step is another call: the last one is given.
   */
  ofSession(accountId: number, session: string): Promise<SessionSteps>;

  /** The steps of a group, the newest first. */
  ofGroup(groupId: number, page: StepsQuery): Promise<StepsPage>;
}

/** One answer to a request for a destination: an attempt, or a refusal. */
export type CallStep = AttemptStep | RefusalStep;

interface Step {
  readonly id: number;
  readonly groupId: number;
  /** Of the group. */
  readonly version: number;
  /** The voice platform's id of the call; null when the request carried none. */
  readonly session: string | null;
  /** 1 for a new transfer, 2 for its first retry, …; of a refusal, what its attempt would have been. */
  readonly number: number;
  /** When it was decided, in milliseconds of Unix time. */
  readonly atMs: number;
  readonly decision: Decision;
  /** In a cluster, the node that decided. */
  readonly node: string | null;
}

export interface AttemptStep extends Step {
  readonly kind: 'attempt';
  readonly destinationId: number;
  /** The destinations that the earlier attempts of this chain were sent to. */
  readonly tried: readonly number[];
  /** When it ends by itself if nobody ends it. */
  readonly expiresAtMs: number;
  /** Null while it is open. */
  readonly endedAtMs: number | null;
  readonly endReason: EndReason | null;
  /** What became of the call, if that was told. */
  readonly outcome: Outcome | null;
}

export interface RefusalStep extends Step {
  readonly kind: 'refusal';
  readonly reason: Refusal;
  /** Whether it got the group's last resort. */
  readonly lastResort: boolean;
}

export interface SessionSteps {
  readonly steps: readonly CallStep[];
  /** Whether there were more steps before these. */
  readonly hasEarlier: boolean;
}

/** The most steps of a session that are given: no caller lives through more. */
export const MOST_STEPS = 200;

export interface StepsQuery {
  /** Only what was before it. */
  readonly before?: StepPosition | undefined;
  readonly limit: number;
}

export interface StepsPage {
  readonly steps: readonly CallStep[];
  /** Where the next page begins; undefined on the last. */
  readonly next: StepPosition | undefined;
}

/** A place in the order of time. */
export type StepPosition = Pick<CallStep, 'atMs' | 'id'>;

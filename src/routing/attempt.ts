/**
 * Why an attempt is no longer open. `held` is the regular end of a call that counts for a fixed time; `expired` means
 * that nobody ended it.
 */
export type EndReason = 'completed' | 'retried' | 'superseded' | 'expired' | 'released' | 'held';

/** One answer: this session was sent to that destination. It is open until it ends, for one reason. */
export interface Attempt {
  readonly id: number;
  readonly accountId: number;
  readonly groupId: number;
  readonly destinationId: number;
  /** The voice platform's opaque id of the call; null when the request carried none. */
  readonly session: string | null;
  /** 1 for a new transfer, 2 for its first retry, … */
  readonly number: number;
  /** The destinations that the earlier attempts of this chain were sent to. */
  readonly tried: readonly number[];
  /** Unix time in milliseconds, as all times here. */
  readonly openedAtMs: number;
  /** When it ends as `expired`, or as `held`, if nobody ends it before. */
  readonly expiresAtMs: number;
}

import type { EndReason } from '../routing/attempt.ts';
import type { Outcome } from '../routing/outcome.ts';
import type { Refusal } from '../routing/refusal.ts';

/**
 * The tables of the switchboard that history reads, by the same names and columns in both engines. Times are
 * milliseconds of Unix time; minutes and quarters of an hour are whole numbers of them since 1970.
 */
export interface HistorySchema {
  attempt: AttemptTable;
  refusal: RefusalTable;
  event: EventTable;
  placed_minute: PlacedMinuteTable;
  ended_minute: EndedMinuteTable;
  refused_minute: RefusedMinuteTable;
  call_length: CallLengthTable;
  ledger: LedgerTable;
}

/** Every attempt: that a session was sent to a destination. Kept for `HISTORY_DAYS` after its end. */
export interface AttemptTable {
  readonly id: number;
  readonly account_id: number;
  readonly group_id: number;
  readonly destination_id: number;
  readonly session: string | null;
  /** 1 for a new transfer, 2 for its first retry, … */
  readonly number: number;
  /** Destination ids as JSON; null for none. */
  readonly tried: string | null;
  readonly opened_at_ms: number;
  readonly expires_at_ms: number;
  /** Of the group. */
  readonly version: number;
  /** What `readDecision` reads. */
  readonly decision: string;
  /** Null while it is open. */
  readonly ended_at_ms: number | null;
  readonly end_reason: EndReason | null;
  readonly outcome: Outcome | null;
  /** In a cluster, the node that decided. */
  readonly node: string | null;
}

/** Every request that got no destination. Kept for `HISTORY_DAYS`. */
export interface RefusalTable {
  readonly id: number;
  readonly account_id: number;
  readonly group_id: number;
  readonly session: string | null;
  /** The number of the attempt that it would have been. */
  readonly number: number;
  readonly at_ms: number;
  readonly reason: Refusal;
  /** 1 when it got the group's last resort. */
  readonly last_resort: number;
  readonly version: number;
  readonly decision: string;
  readonly node: string | null;
}

/** What happened by itself. Kept for `TOTALS_DAYS`, as everything below. */
export interface EventTable {
  readonly id: number;
  readonly at_ms: number;
  /** Null when it concerns the whole service. */
  readonly account_id: number | null;
  readonly group_id: number | null;
  readonly destination_id: number | null;
  readonly kind: string;
  /** An object as JSON. */
  readonly detail: string;
  readonly node: string | null;
}

/** The attempts that a destination got in a minute. */
export interface PlacedMinuteTable {
  readonly minute: number;
  readonly group_id: number;
  readonly destination_id: number;
  readonly placed: number;
  readonly retries: number;
  /** The sum of the milliseconds of the minute at which they came. */
  readonly offset_ms: number;
  /** The most calls in progress that one of them made at the destination, and in its group. */
  readonly peak: number;
  readonly group_peak: number;
}

/** The attempts that ended in a minute for a reason and with an outcome, '' when none was told. */
export interface EndedMinuteTable {
  readonly minute: number;
  readonly group_id: number;
  readonly destination_id: number;
  readonly end_reason: EndReason;
  readonly outcome: Outcome | '';
  readonly ended: number;
  /** For how long they were open together. */
  readonly open_ms: number;
  /** The sum of the milliseconds of the minute at which they ended. */
  readonly offset_ms: number;
}

/** What a group refused in a minute, and how much of it got its last resort. */
export interface RefusedMinuteTable {
  readonly minute: number;
  readonly group_id: number;
  readonly reason: Refusal;
  readonly refused: number;
  readonly last_resort: number;
}

/** The calls that ended in a quarter of an hour, by the bucket of their length (`lengthBucketOf`). */
export interface CallLengthTable {
  readonly quarter: number;
  readonly group_id: number;
  readonly destination_id: number;
  readonly bucket: number;
  readonly calls: number;
}

/** The state of every group. */
export interface LedgerTable {
  readonly group_id: number;
}

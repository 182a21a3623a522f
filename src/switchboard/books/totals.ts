import { lengthBucketOf } from '../../routing/accounting/length-buckets.ts';
import type { EndReason } from '../../routing/attempt.ts';
import { wasCall } from '../../routing/ending.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { EndedAttempt } from './change-log.ts';

/**
 * Columns of `placed_minute` in order: the attempts that a destination got in a minute of Unix time, how many of them
 * were retries, the sum of the milliseconds of the minute at which they came, and the most calls in progress that one
 * of them made at the destination and in the group.
 */
export type PlacedRow = [
  minute: number,
  groupId: number,
  destinationId: number,
  placed: number,
  retries: number,
  offsetMs: number,
  peak: number,
  groupPeak: number,
];

/**
 * Columns of `ended_minute` in order: the attempts that ended in a minute for a reason and with an outcome ('' when
 * none was told), how long they were open together, and the sum of the milliseconds of the minute at which they ended.
 */
export type EndedRow = [
  minute: number,
  groupId: number,
  destinationId: number,
  reason: EndReason,
  outcome: Outcome | '',
  ended: number,
  openMs: number,
  offsetMs: number,
];

/** Columns of `call_length` in order: the calls that ended in a quarter of an hour, by the bucket of their length. */
export type LengthRow = [
  quarter: number,
  groupId: number,
  destinationId: number,
  bucket: number,
  calls: number,
];

/** Columns of `refused_minute` in order: what a group refused in a minute, and how much of it got its last resort. */
export type RefusedRow = [
  minute: number,
  groupId: number,
  reason: Refusal,
  refused: number,
  lastResort: number,
];

const MINUTE_MS = 60_000;
export const QUARTER_MS = 900_000;

/** Sums up what a transaction changes: a row for each minute and destination, however many calls there were. */
export class Totals {
  readonly #placed = new Map<string, PlacedRow>();
  readonly #ended = new Map<string, EndedRow>();
  readonly #lengths = new Map<string, LengthRow>();
  readonly #refused = new Map<string, RefusedRow>();

  countPlaced(
    groupId: number,
    destinationId: number,
    { number, openedAtMs, active, groupActive }: {
      number: number;
      openedAtMs: number;
      active: number;
      groupActive: number;
    },
  ) {
    const minute = Math.floor(openedAtMs / MINUTE_MS);
    const row = rowIn<PlacedRow>(this.#placed, [minute, groupId, destinationId], [0, 0, 0, 0, 0]);
    row[3] += 1;
    row[4] += number > 1 ? 1 : 0;
    row[5] += openedAtMs - minute * MINUTE_MS;
    row[6] = Math.max(row[6], active);
    row[7] = Math.max(row[7], groupActive);
  }

  countEnded(attempt: EndedAttempt, atMs: number, reason: EndReason, outcome: Outcome | null) {
    const { groupId, destinationId, openedAtMs } = attempt;
    const openMs = Math.max(0, atMs - openedAtMs);
    const minute = Math.floor(atMs / MINUTE_MS);
    const key = [minute, groupId, destinationId, reason, outcome ?? ''];
    const row = rowIn<EndedRow>(this.#ended, key, [0, 0, 0]);
    row[5] += 1;
    row[6] += openMs;
    row[7] += atMs - minute * MINUTE_MS;
    if (wasCall(outcome === null ? { reason } : { reason, outcome })) {
      this.#countLength(attempt, atMs, openMs);
    }
  }

  countRefused(groupId: number, atMs: number, reason: Refusal, lastResort: boolean) {
    const key = [Math.floor(atMs / MINUTE_MS), groupId, reason];
    const row = rowIn<RefusedRow>(this.#refused, key, [0, 0]);
    row[3] += 1;
    row[4] += lastResort ? 1 : 0;
  }

  placedRows(): PlacedRow[] {
    return [...this.#placed.values()];
  }

  endedRows(): EndedRow[] {
    return [...this.#ended.values()];
  }

  lengthRows(): LengthRow[] {
    return [...this.#lengths.values()];
  }

  refusedRows(): RefusedRow[] {
    return [...this.#refused.values()];
  }

  #countLength({ groupId, destinationId }: EndedAttempt, atMs: number, lengthMs: number) {
    const key = [Math.floor(atMs / QUARTER_MS), groupId, destinationId, lengthBucketOf(lengthMs)];
    rowIn<LengthRow>(this.#lengths, key, [0])[4] += 1;
  }
}

/** The row with this key; with these values when there was none. */
function rowIn<Row extends unknown[]>(
  rows: Map<string, Row>,
  key: readonly (string | number)[],
  values: number[],
): Row {
  const text = key.join(' ');
  let row = rows.get(text);
  if (row === undefined) rows.set(text, row = [...key, ...values] as Row);
  return row;
}

import { destinationIn, endingsIn, noGroupFigures, refusalsIn } from '../../src/history/reports/figures.ts';
import type { GroupFigures, Span } from '../../src/history/reports/reports.ts';
import type { AttemptTable, RefusalTable } from '../../src/history/history-schema.ts';
import { lengthBucketOf } from '../../src/routing/accounting/length-buckets.ts';
import { wasCall } from '../../src/routing/ending.ts';

const MINUTE_MS = 60_000;
const QUARTER_MINUTES = 15;

export interface Rows {
  readonly attempts: readonly AttemptTable[];
  readonly refusals: readonly RefusalTable[];
}

/** A group's figures of a span as one would count them with a pencil, from every attempt and refusal there is. */
export function naiveFigures(rows: Rows, groupId: number, span: Span, isFirst: boolean): GroupFigures {
  const figures = noGroupFigures();
  const [fromMs, toMs] = [span.from * MINUTE_MS, span.to * MINUTE_MS];
  const within = (atMs: number | null) => atMs !== null && fromMs <= atMs && atMs < toMs;
  const attempts = rows.attempts.filter((attempt) => attempt.group_id === groupId);
  for (const attempt of attempts) {
    const { opened_at_ms: openedMs, ended_at_ms: endedMs, end_reason, outcome } = attempt;
    const overlapMs = Math.min(endedMs ?? Infinity, toMs) - Math.max(openedMs, fromMs);
    const wasThere = openedMs < toMs && (endedMs === null || endedMs >= fromMs);
    if (wasThere) destinationIn(figures, attempt.destination_id).activeMs += Math.max(0, overlapMs);
    if (within(openedMs)) {
      const own = destinationIn(figures, attempt.destination_id);
      own.placed += 1;
      own.retries += attempt.number > 1 ? 1 : 0;
    }
    if (within(endedMs)) {
      const endings = endingsIn(destinationIn(figures, attempt.destination_id), end_reason!, outcome);
      endings.ended += 1;
      endings.openMs += endedMs! - openedMs;
    }
    countLength(figures, attempt, span, isFirst);
  }
  for (const [id, own] of figures.destinations) {
    own.peak = peakOf(attempts.filter((attempt) => attempt.destination_id === id), fromMs, toMs);
  }
  figures.peak = peakOf(attempts, fromMs, toMs);
  for (const { group_id, at_ms, reason, last_resort } of rows.refusals) {
    if (group_id !== groupId || !within(at_ms)) continue;
    refusalsIn(figures, reason).refused += 1;
    refusalsIn(figures, reason).lastResort += last_resort;
  }
  return figures;
}

/** By the quarter of an hour in which it ended: it belongs to the span in which that began, at first to the first. */
function countLength(figures: GroupFigures, attempt: AttemptTable, { from, to }: Span, isFirst: boolean) {
  const { opened_at_ms, ended_at_ms, end_reason, outcome } = attempt;
  if (ended_at_ms === null || !wasCall({ reason: end_reason!, outcome: outcome ?? undefined })) return;
  const begin = Math.floor(ended_at_ms / MINUTE_MS / QUARTER_MINUTES) * QUARTER_MINUTES;
  const reaches = isFirst && begin < from && begin + QUARTER_MINUTES > from;
  if (!reaches && (begin < from || begin >= to)) return;
  const { lengths } = destinationIn(figures, attempt.destination_id);
  const bucket = lengthBucketOf(ended_at_ms - opened_at_ms);
  lengths.set(bucket, (lengths.get(bucket) ?? 0) + 1);
}

/** The most that were open together, when the span began or when one of them was opened. */
function peakOf(attempts: readonly AttemptTable[], fromMs: number, toMs: number): number {
  const moments = attempts.map(({ opened_at_ms }) => opened_at_ms).filter((ms) => fromMs <= ms && ms < toMs);
  const openAt = (ms: number) =>
    attempts.filter(({ opened_at_ms, ended_at_ms }) =>
      opened_at_ms <= ms && (ended_at_ms === null || ended_at_ms > ms)
    ).length;
  const atBegin =
    attempts.filter(({ opened_at_ms, ended_at_ms }) =>
      opened_at_ms < fromMs && (ended_at_ms === null || ended_at_ms >= fromMs)
    ).length;
  return Math.max(atBegin, ...moments.map(openAt));
}

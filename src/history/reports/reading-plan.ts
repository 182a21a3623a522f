import type { Span } from './reports.ts';

/** What is read with one statement for each table: some spans of one length, or a part of a longer one. */
export interface Stretch extends Span {
  /** The number of the span that it begins with. */
  readonly span: number;
  /** The minutes of each of its spans. */
  readonly step: number;
}

const MINUTES_OF_DAY = 1440;

/** Minutes times groups: at four busy destinations to each, a statement then takes half a second or so. */
const MOST_READ = 60_000;

/** Spans times groups: their rows are put together at once. */
const MOST_HELD = 2_000;

/**
 * The spans in stretches, the latest first: none so long that its statements would keep others waiting, or that its
 * rows would not fit.
 */
export function stretchesOf(spans: readonly Span[], groups: number): Stretch[] {
  const mostMinutes = mostMinutesOf(groups);
  const mostSpans = Math.max(1, Math.floor(MOST_HELD / groups));
  const stretches: Stretch[] = [];
  for (let end = spans.length; end > 0;) {
    const fitting = Math.floor(mostMinutes / lengthOf(spans[end - 1]));
    const begin = beginOfRun(spans, end, Math.min(mostSpans, fitting));
    stretches.push(...piecesOf(spans, begin, end, mostMinutes));
    end = begin;
  }
  return stretches;
}

/** How many minutes of so many groups are read with one statement. */
export function mostMinutesOf(groups: number): number {
  return Math.max(1, Math.min(MINUTES_OF_DAY, Math.floor(MOST_READ / groups)));
}

/** Where spans of one length begin that end with this one and are not too many. */
function beginOfRun(spans: readonly Span[], end: number, most: number): number {
  const length = lengthOf(spans[end - 1]);
  let begin = end - 1;
  while (begin > 0 && end - begin < most && lengthOf(spans[begin - 1]) === length) begin--;
  return begin;
}

function piecesOf(spans: readonly Span[], begin: number, end: number, most: number): Stretch[] {
  const [{ from }, { to }] = [spans[begin], spans[end - 1]];
  if (end - begin > 1 || to - from <= most) {
    return [{ from, to, span: begin, step: lengthOf(spans[begin]) }];
  }
  return cutUp({ from, to }, most).map((part) => ({ ...part, span: begin, step: lengthOf(part) }));
}

/** A span in parts of at most so many minutes, the latest first. */
export function cutUp({ from, to }: Span, most: number): Span[] {
  const parts: Span[] = [];
  for (let end = to; end > from; end -= most) parts.push({ from: Math.max(from, end - most), to: end });
  return parts;
}

export function lengthOf({ from, to }: Span): number {
  return to - from;
}

import type {
  DestinationFiguresOutput,
  DestinationSeries,
  GroupFiguresOutput,
} from '../../contract/report.ts';
import { addDestination, noFigures } from '../../history/reports/figures.ts';
import type { DestinationFigures, Endings, GroupFigures } from '../../history/reports/reports.ts';
import { lengthOfBucket } from '../../routing/accounting/length-buckets.ts';
import { verdictOf, wasCall } from '../../routing/ending.ts';

const MINUTE_MS = 60_000;

type Common = Omit<DestinationFiguresOutput, 'placedShare' | 'inProgressShare' | 'talkedShare'>;

/** All of a group's destinations together. */
export function sumOf({ peak, destinations }: GroupFigures): DestinationFigures {
  const sum = noFigures();
  for (const figures of destinations.values()) addDestination(sum, figures);
  sum.peak = peak;
  return sum;
}

/** Figures over so many minutes, as the REST API gives them; shares are those in `whole`. */
export function destinationFiguresOf(
  figures: DestinationFigures,
  whole: DestinationFigures,
  minutes: number,
): DestinationFiguresOutput {
  return {
    ...commonFiguresOf(figures, minutes),
    placedShare: percentOf(figures.placed, whole.placed),
    inProgressShare: percentOf(figures.activeMs, whole.activeMs),
    talkedShare: percentOf(talkedMs(figures), talkedMs(whole)),
  };
}

export function groupFiguresOf(group: GroupFigures, minutes: number): GroupFiguresOutput {
  const refusals = [...group.refusals].map(([reason, counts]) => ({ reason, ...counts }));
  return {
    ...commonFiguresOf(sumOf(group), minutes),
    refused: refusals.reduce((sum, { refused }) => sum + refused, 0),
    lastResort: refusals.reduce((sum, { lastResort }) => sum + lastResort, 0),
    refusals: refusals.sort((a, b) => a.reason < b.reason ? -1 : 1),
  };
}

/** A destination's figures of one part of a series. */
export function pointOf(
  figures: DestinationFigures,
  minutes: number,
): Record<keyof DestinationSeries, number> {
  return {
    placed: figures.placed,
    inProgress: meanInProgress(figures, minutes),
    peak: figures.peak,
    talkedMinutes: round(talkedMs(figures) / MINUTE_MS, 2),
    failures: failuresOf(figures),
  };
}

function commonFiguresOf(figures: DestinationFigures, minutes: number): Common {
  const endings = [...figures.endings.values()];
  const told = ended(endings.filter(({ outcome }) => outcome !== null));
  const calls = ended(endings.filter(isCall));
  return {
    placed: figures.placed,
    retries: figures.retries,
    inProgress: meanInProgress(figures, minutes),
    peak: figures.peak,
    talkedMinutes: round(talkedMs(figures) / MINUTE_MS, 2),
    calls,
    meanSeconds: calls === 0 ? null : round(talkedMs(figures) / calls / 1000, 1),
    p50Seconds: percentile(figures.lengths, 0.5),
    p90Seconds: percentile(figures.lengths, 0.9),
    p95Seconds: percentile(figures.lengths, 0.95),
    endings: endings.map(({ reason, outcome, ended }) => ({ reason, outcome, ended })),
    told,
    // ITU-T E.425: the answer-seizure ratio. Busy lines and callers who give up count against it.
    answerRate: percentOf(ended(endings.filter(({ outcome }) => outcome === 'connected')), told),
    failures: failuresOf(figures),
  };
}

function isCall({ reason, outcome }: Endings): boolean {
  return wasCall({ reason, outcome: outcome ?? undefined });
}

function failuresOf({ endings }: DestinationFigures): number {
  return ended(
    [...endings.values()].filter(({ reason, outcome }) =>
      verdictOf({ reason, outcome: outcome ?? undefined }, false) === 'failed'
    ),
  );
}

function ended(endings: readonly Endings[]): number {
  return endings.reduce((sum, { ended }) => sum + ended, 0);
}

function talkedMs({ endings }: DestinationFigures): number {
  return [...endings.values()].filter(isCall).reduce((sum, { openMs }) => sum + openMs, 0);
}

function meanInProgress({ activeMs }: DestinationFigures, minutes: number): number {
  return minutes === 0 ? 0 : round(activeMs / (minutes * MINUTE_MS), 3);
}

/** The length in seconds that this part of the calls did not exceed, as exact as the buckets; null without calls. */
export function percentile(lengths: ReadonlyMap<number, number>, part: number): number | null {
  const buckets = [...lengths].sort(([a], [b]) => a - b);
  let left = Math.ceil(part * buckets.reduce((sum, [, calls]) => sum + calls, 0));
  for (const [bucket, calls] of buckets) {
    left -= calls;
    if (left <= 0) return round(lengthOfBucket(bucket) / 1000, 1);
  }
  return null;
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : round((part * 100) / whole, 2);
}

function round(value: number, decimals: number): number {
  const unit = 10 ** decimals;
  return Math.round(value * unit) / unit;
}

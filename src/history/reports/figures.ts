import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { DestinationFigures, Endings, GroupFigures, Refusals } from './reports.ts';

export function noGroupFigures(): GroupFigures {
  return { peak: 0, refusals: new Map(), destinations: new Map() };
}

export function noFigures(): DestinationFigures {
  return { placed: 0, retries: 0, activeMs: 0, peak: 0, endings: new Map(), lengths: new Map() };
}

export function destinationIn({ destinations }: GroupFigures, id: number): DestinationFigures {
  return valueIn(destinations, id, noFigures);
}

export function refusalsIn({ refusals }: GroupFigures, reason: Refusal): Refusals {
  return valueIn(refusals, reason, () => ({ refused: 0, lastResort: 0 }));
}

/** What an ending is found by among `endings`. */
export function endingKey(reason: EndReason, outcome: Outcome | null): string {
  return `${reason} ${outcome ?? ''}`;
}

export function endingsIn(
  { endings }: DestinationFigures,
  reason: EndReason,
  outcome: Outcome | null,
): Endings {
  return valueIn(endings, endingKey(reason, outcome), () => ({ reason, outcome, ended: 0, openMs: 0 }));
}

/** Adds figures of another time to a group's. */
export function addGroup(sum: GroupFigures, { peak, refusals, destinations }: GroupFigures) {
  sum.peak = Math.max(sum.peak, peak);
  for (const [reason, { refused, lastResort }] of refusals) {
    const own = refusalsIn(sum, reason);
    own.refused += refused;
    own.lastResort += lastResort;
  }
  for (const [id, figures] of destinations) addDestination(destinationIn(sum, id), figures);
}

/** Adds figures to others; the peak is the higher one, as of the same destination at another time. */
export function addDestination(sum: DestinationFigures, figures: DestinationFigures) {
  sum.placed += figures.placed;
  sum.retries += figures.retries;
  sum.activeMs += figures.activeMs;
  sum.peak = Math.max(sum.peak, figures.peak);
  for (const { reason, outcome, ended, openMs } of figures.endings.values()) {
    const own = endingsIn(sum, reason, outcome);
    own.ended += ended;
    own.openMs += openMs;
  }
  for (const [bucket, calls] of figures.lengths) {
    sum.lengths.set(bucket, (sum.lengths.get(bucket) ?? 0) + calls);
  }
}

function valueIn<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, value = create());
  return value;
}

import { type Ledger, openLedger } from '../../routing/ledger.ts';
import type { Lane } from '../../routing/ledger.ts';
import type { Meter } from '../../routing/caps/meter.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { settle } from '../../routing/settle.ts';

/** How many attempts each destination had got, by its id, since the beginning of a period that a cap counts over. */
export type PlacedBefore = ReadonlyMap<number, ReadonlyMap<number, number>>;

/** When the hours, days and months began that the caps of a group are counting over at a moment. */
export function windowStarts(group: RouteGroup, atMs: number): Set<number> {
  return new Set(
    metersOf(openLedger(group)).map(({ lane, meter }) => windowStartMs(group, lane, meter, atMs)),
  );
}

/** Lets the caps of a ledger, which begins at this moment, have counted what was placed before. */
export function countBefore(ledger: Ledger, atMs: number, placed: PlacedBefore) {
  settle(ledger, atMs);
  for (const { lane, meter } of metersOf(ledger)) {
    const since = placed.get(windowStartMs(ledger.group, lane, meter, atMs));
    meter.calls = since?.get(lane.destination.id) ?? 0;
  }
}

function metersOf({ lanes }: Ledger): { readonly lane: Lane; readonly meter: Meter }[] {
  return lanes.flatMap((lane) => (lane.tally.meters ?? []).map((meter) => ({ lane, meter })));
}

/** The beginning of what `windowEndMs` ends. An hour that clocks show twice is one hour. */
function windowStartMs(
  { timeZone: groupZone }: RouteGroup,
  { destination: { hours } }: Lane,
  { per, shared }: Meter,
  atMs: number,
): number {
  const timeZone = shared ? groupZone : hours?.timeZone ?? groupZone;
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDateTime();
  const hour = local.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const start = per === 'hour' ? hour : hour.with({ hour: 0, ...(per === 'month' ? { day: 1 } : {}) });
  return Math.min(atMs, start.toZonedDateTime(timeZone).epochMilliseconds);
}

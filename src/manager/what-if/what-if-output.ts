import { toPercent } from '../../contract/group.ts';
import type { WhatIfDestination, WhatIfOutput, WhatIfPart, WhatIfWhole } from '../../contract/what-if.ts';
import { mapInSlices } from '../../map-in-slices.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import type { PeriodFigures, Presence } from '../../simulation/replay/period-book.ts';
import type { WhatIf, WhatIfFigures } from '../../simulation/what-if/what-if-run.ts';

const HOUR_MS = 3_600_000;

/** The figures as people read them: rounded, with shares. `past` are the destinations of earlier versions, by id. */
export async function whatIfOutputOf(
  question: WhatIf,
  figures: WhatIfFigures,
  past: ReadonlyMap<number, Destination>,
): Promise<WhatIfOutput> {
  const { present, startMs, fromMs, toMs } = question;
  const destinations = destinationsOf(question, figures, past);
  return {
    from: timeOf(fromMs),
    to: timeOf(toMs),
    version: present.version,
    runUpFrom: timeOf(startMs),
    calls: figures.happened.calls,
    ...threeOf(figures, wholeOf),
    destinations: destinations.map((each) => destinationOf(each, question, figures)),
    hourly: await hourlyOf(question, figures, destinations),
  };
}

/** The ids of destinations that the record has and neither version of the group. */
export function unnamedIds({ present, edited }: WhatIf, { happened }: WhatIfFigures): number[] {
  const named = new Set([...present.destinations, ...edited.destinations].map(({ id }) => id));
  return [...happened.destinations.keys()].filter((id) => !named.has(id));
}

function destinationsOf(question: WhatIf, figures: WhatIfFigures, past: ReadonlyMap<number, Destination>) {
  const { present, edited } = question;
  const kept = new Set(edited.destinations.map(({ id }) => id));
  const others = unnamedIds(question, figures).flatMap((id) => past.get(id) ?? []);
  return [...edited.destinations, ...present.destinations.filter(({ id }) => !kept.has(id)), ...others];
}

function destinationOf(
  { id, name, tier }: Destination,
  { present, edited }: WhatIf,
  figures: WhatIfFigures,
): WhatIfDestination {
  return {
    id: id < 0 ? null : id,
    name,
    tier,
    presentPercent: percentIn(present, id),
    editedPercent: percentIn(edited, id),
    ...threeOf(figures, (each) => partOf(each, id)),
  };
}

function percentIn({ destinations }: RouteGroup, id: number): number | null {
  const found = destinations.find((each) => each.id === id);
  return found ? toPercent(found.basisPoints) : null;
}

function partOf(figures: PeriodFigures, id: number): WhatIfPart {
  const { placed = 0, active = NOBODY } = figures.destinations.get(id) ?? {};
  return {
    placed,
    placedShare: share(placed, figures.placed),
    active: { ...rounded(active), share: share(active.mean, figures.active.mean) },
  };
}

const NOBODY: Presence = { mean: 0, peak: 0 };

function wholeOf(figures: PeriodFigures): WhatIfWhole {
  const { placed, active, refused, lastResorts } = figures;
  return {
    placed,
    active: rounded(active),
    refused: Object.fromEntries(refused),
    lastResorts,
  };
}

/** A month of a thousand destinations is more than calls can wait for at once. */
function hourlyOf({ fromMs, toMs }: WhatIf, figures: WhatIfFigures, destinations: readonly Destination[]) {
  const hours = Array.from({ length: Math.ceil((toMs - fromMs) / HOUR_MS) }, (_, hour) => hour);
  return mapInSlices(hours, (hour) => ({
    from: timeOf(fromMs + hour * HOUR_MS),
    ...threeOf(
      figures,
      (each) => destinations.map(({ id }) => each.destinations.get(id)?.hourly[hour] ?? 0),
    ),
  }));
}

function threeOf<Result>({ happened, present, edited }: WhatIfFigures, of: (each: PeriodFigures) => Result) {
  return { happened: of(happened), present: of(present), edited: of(edited) };
}

function rounded({ mean, peak }: Presence): Presence {
  return { mean: round(mean), peak };
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? round((part / whole) * 100) : null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

import type { DestinationReport, GroupReport } from '../../../contract/report.ts';
import type { Series } from '../../ui/chart/scale.ts';
import { destinationColours } from '../../ui/level-line/destination-colours.ts';
import type { LevelPart } from '../../ui/level-line/level.ts';

/** The colours of a group's destinations by their ids: as everywhere, and grey for those that were removed. */
export function coloursOf({ destinations }: GroupReport): ReadonlyMap<number, string> {
  const present = destinations.filter(({ removed }) => !removed);
  const colours = destinationColours(present);
  const found = new Map(present.map(({ id }, index) => [id, `var(--destination-${colours[index]})`]));
  for (const { id, removed } of destinations) if (removed) found.set(id, 'var(--ink-soft)');
  return found;
}

/** The level line of each tier, as wide as the targets are now; what is live is what the group's balance counts. */
export function levelsOf(
  { balance, destinations }: GroupReport,
): { readonly tier: number; readonly parts: LevelPart[] }[] {
  const present = destinations.filter(({ removed }) => !removed);
  const colours = destinationColours(present);
  const parts = present.map((destination, index) => ({
    tier: destination.tier ?? 1,
    part: {
      key: destination.id,
      name: destination.name,
      basisPoints: Math.round((destination.percent ?? 0) * 100),
      state: destination.state ?? undefined,
      colour: colours[index],
      calls: balance === 'active' ? destination.figures.inProgress : destination.figures.placed,
    } satisfies LevelPart,
  }));
  return [...Map.groupBy(parts, ({ tier }) => tier)].sort(([a], [b]) => a - b)
    .map(([tier, members]) => ({ tier, parts: members.map(({ part }) => part) }));
}

/** A figure of every destination over time; one that has none of it anywhere is left out. */
export function seriesOf(
  group: GroupReport,
  figure: keyof NonNullable<DestinationReport['series']>,
): Series[] {
  const colours = coloursOf(group);
  return group.destinations
    .map(({ id, name, series }) => ({ name, colour: colours.get(id)!, values: series?.[figure] ?? [] }))
    .filter(({ values }) => values.some((value) => value > 0));
}

/** Whether anything happened to the group's calls. */
export function isIdle({ figures, before }: GroupReport): boolean {
  const isNothing = (each: GroupReport['figures'] | null) =>
    !each || each.placed + each.refused + each.inProgress + each.endings.length === 0;
  return isNothing(figures) && isNothing(before);
}

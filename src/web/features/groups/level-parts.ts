import type { GroupLive, GroupOutput } from '../../../contract/group.ts';
import { destinationColours } from '../../ui/level-line/destination-colours.ts';
import type { LevelPart } from '../../ui/level-line/level.ts';
import type { DestinationContent, GroupContent } from '../../../contract/group-difference.ts';

export interface TierLevel {
  readonly tier: number;
  readonly parts: readonly LevelPart[];
}

/** How many calls a destination has, by its id, or by its place when it has none yet; undefined while nothing is live. */
export type CallsOf = (id: number | undefined, place: number) => number | undefined;

/** The level line of each tier, the first tier first. What is live is counted as the group's balance counts it. */
export function tierLevels(
  group: Pick<GroupContent, 'destinations' | 'balance'>,
  live?: GroupLive,
): TierLevel[] {
  return levelsOf(group, (id) => liveCalls(group.balance, id, live));
}

/** The same with calls from elsewhere. */
export function levelsOf(
  { destinations }: Pick<GroupContent, 'destinations'>,
  callsOf: CallsOf,
): TierLevel[] {
  const colours = destinationColours(destinations);
  const parts = destinations.map((destination, index) => ({
    tier: destination.tier,
    part: partOf(destination, index, colours[index], callsOf(destination.id, index)),
  }));
  return [...Map.groupBy(parts, ({ tier }) => tier)].sort(([a], [b]) => a - b)
    .map(([tier, members]) => ({ tier, parts: members.map(({ part }) => part) }));
}

function partOf(
  { id, name, percent, state }: DestinationContent,
  index: number,
  colour: number,
  calls?: number,
): LevelPart {
  return { key: id ?? `new ${index}`, name, basisPoints: Math.round(percent * 100), state, colour, calls };
}

function liveCalls(
  balance: GroupOutput['balance'],
  id: number | undefined,
  live: GroupLive | undefined,
): number | undefined {
  const found = live?.destinations.find((destination) => destination.id === id);
  return balance === 'active' ? found?.active : found?.placed;
}

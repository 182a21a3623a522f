import type { RouteGroup } from '../../routing/route-group.ts';
import type { GroupSnapshot } from '../switchboard.ts';
import type { GroupState } from './change-log.ts';

/** What is known of a group at this moment. */
export function snapshotOf(group: RouteGroup, state: GroupState): GroupSnapshot {
  const { tallies, sinceMs } = state;
  const destinations = group.destinations.map(({ id }) => {
    const { active, placed } = tallies.get(id) ?? { active: 0, placed: 0 };
    return { id, active, placed };
  });
  return { groupId: group.id, version: group.version, sinceMs, active: activeIn(state), destinations };
}

/** The calls in progress of a group, those at destinations that were since removed included. */
export function activeIn({ tallies }: GroupState): number {
  let active = 0;
  for (const tally of tallies.values()) active += tally.active;
  return active;
}

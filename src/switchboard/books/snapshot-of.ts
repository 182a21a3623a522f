import type { RouteGroup } from '../../routing/route-group.ts';
import type { GroupSnapshot } from '../switchboard.ts';
import type { GroupState } from './change-log.ts';

/** What is known of a group at this moment. */
export function snapshotOf(group: RouteGroup, { tallies, sinceMs }: GroupState): GroupSnapshot {
  const destinations = group.destinations.map(({ id }) => {
    const { active, placed } = tallies.get(id) ?? { active: 0, placed: 0 };
    return { id, active, placed };
  });
  const active = tallies.values().reduce((sum, tally) => sum + tally.active, 0);
  return { groupId: group.id, version: group.version, sinceMs, active, destinations };
}

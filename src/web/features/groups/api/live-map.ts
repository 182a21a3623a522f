import type { GroupLive } from '../../../../contract/group.ts';
import type { LiveEvent } from '../../../../contract/live.ts';

/** The live state of groups by their id. */
export type LiveMap = ReadonlyMap<number, GroupLive>;

/** The map after an event; groups that the event does not name keep their very object, so that nothing redraws them. */
export function patchLive(
  live: LiveMap,
  { groups, removed }: Pick<LiveEvent, 'groups' | 'removed'>,
): LiveMap {
  if (groups.length === 0 && removed.length === 0) return live;
  const next = new Map(live);
  for (const group of groups) next.set(group.id, group);
  for (const id of removed) next.delete(id);
  return next;
}

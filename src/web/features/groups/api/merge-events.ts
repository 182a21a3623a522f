import type { ServiceEvent } from '../../../../contract/event.ts';

/** How many a list keeps. */
const KEPT = 50;

/**
 * A list of events with others added, the newest first. Of a group's list, those of other groups stay out; of two with
 * the same id, the one that was added has the present names. The very list that there was when nothing is new.
 */
export function mergeEvents(
  known: readonly ServiceEvent[] | undefined,
  added: readonly ServiceEvent[],
  groupId: number | undefined,
): readonly ServiceEvent[] {
  const belongs = (event: ServiceEvent) =>
    groupId === undefined || !('group' in event) || event.group.id === groupId;
  const news = added.filter(belongs);
  if (known && news.length === 0) return known;
  const byId = new Map([...(known ?? []), ...news].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id).slice(0, KEPT);
}

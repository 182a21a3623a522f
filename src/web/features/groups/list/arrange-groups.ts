import type { GroupOutput } from '../../../../contract/group.ts';
import type { LiveMap } from '../api/live-map.ts';

export const orders = ['name', 'progress', 'changed'] as const;
export type Order = typeof orders[number];

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** The groups in this order. By calls in progress means as they are in `live` now; it does not follow them. */
export function orderGroups(groups: readonly GroupOutput[], order: Order, live: LiveMap): GroupOutput[] {
  const named = groups.toSorted((a, b) => byName.compare(a.name, b.name));
  if (order === 'name') return named;
  const weight = order === 'changed'
    ? ({ updatedAt }: GroupOutput) => Date.parse(updatedAt)
    : ({ id }: GroupOutput) => live.get(id)?.active ?? 0;
  return named.sort((a, b) => weight(b) - weight(a));
}

/** The groups in which every word is found: in the name, a destination, or the route URL. */
export function searchGroups(groups: readonly GroupOutput[], text: string): readonly GroupOutput[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups.filter((group) => {
    const found = [group.name, group.url, ...group.destinations.flatMap(({ name, uri }) => [name, uri])]
      .join('\n').toLocaleLowerCase();
    return words.every((word) => found.includes(word));
  });
}

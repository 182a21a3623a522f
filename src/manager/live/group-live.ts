import { type GroupLive, toPercent } from '../../contract/group.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import type { DestinationSnapshot, GroupSnapshot } from '../../switchboard/switchboard.ts';

/**
 * The live state of a group beside its targets. Shares are percents with two decimals, of the calls at the group's
 * present destinations: the ones that its percents divide. The group's `active` also counts calls that are still at
 * destinations since removed. A group that the switchboard does not know has had no calls.
 */
export function groupLiveOf(
  { group, createdAt }: Pick<GroupRecord, 'group' | 'createdAt'>,
  snapshot: GroupSnapshot | undefined,
): GroupLive {
  const known = new Map(snapshot?.destinations.map((destination) => [destination.id, destination]));
  const counts = group.destinations.map(({ id }) => known.get(id) ?? { id, active: 0, placed: 0 });
  const active = total(counts, 'active');
  const placed = total(counts, 'placed');
  return {
    id: group.id,
    version: snapshot?.version ?? group.version,
    balance: group.balance,
    since: new Date(snapshot?.sinceMs ?? createdAt).toISOString(),
    active: snapshot?.active ?? 0,
    placed,
    destinations: group.destinations.map(({ id, name, basisPoints }, index) => ({
      id,
      name,
      percent: toPercent(basisPoints),
      active: counts[index].active,
      activeShare: shareOf(counts[index].active, active),
      placed: counts[index].placed,
      placedShare: shareOf(counts[index].placed, placed),
    })),
  };
}

/** Percent with two decimals; null while there is nothing to divide. */
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

function total(counts: readonly DestinationSnapshot[], of: 'active' | 'placed'): number {
  return counts.reduce((sum, count) => sum + count[of], 0);
}

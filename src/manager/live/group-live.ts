import { type DestinationLive, type GroupLive, toPercent } from '../../contract/group.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import { openLedger } from '../../routing/ledger.ts';
import type { Destination, RouteGroup } from '../../routing/route-group.ts';
import { type DestinationStanding, standingsOf } from '../../routing/standing.ts';
import type { DestinationSnapshot, GroupSnapshot } from '../../switchboard/switchboard.ts';

/**
 * The live state of a group beside its targets. Shares are percents with two decimals, of the calls at the group's
 * present destinations: the ones that its percents divide. The group's `active` also counts calls that are still at
 * destinations since removed. A group or destination that the switchboard does not know has had no calls.
 */
export function groupLiveOf(
  { group, createdAt }: Pick<GroupRecord, 'group' | 'createdAt'>,
  snapshot: GroupSnapshot | undefined,
): GroupLive {
  const seen = seenOf(group, snapshot);
  const active = total(seen, 'active');
  const placed = total(seen, 'placed');
  return {
    id: group.id,
    version: snapshot?.version ?? group.version,
    balance: group.balance,
    since: new Date(snapshot?.sinceMs ?? createdAt).toISOString(),
    active: snapshot?.active ?? 0,
    placed,
    destinations: group.destinations.map((destination, index) =>
      destinationLiveOf(destination, seen[index], { active, placed })
    ),
  };
}

/** What is known of the group's destinations, in its order. */
function seenOf(group: RouteGroup, snapshot: GroupSnapshot | undefined): DestinationSnapshot[] {
  const known = new Map(snapshot?.destinations.map((destination) => [destination.id, destination]));
  if (group.destinations.every(({ id }) => known.has(id))) {
    return group.destinations.map(({ id }) => known.get(id)!);
  }
  const unused = standingsOf(openLedger(group), Date.now());
  return group.destinations.map(({ id }, index) => known.get(id) ?? { id, placed: 0, ...unused[index] });
}

function destinationLiveOf(
  { id, name, basisPoints }: Destination,
  { active, placed, ...standing }: DestinationSnapshot,
  all: { readonly active: number; readonly placed: number },
): DestinationLive {
  return {
    id,
    name,
    percent: toPercent(basisPoints),
    active,
    activeShare: shareOf(active, all.active),
    placed,
    placedShare: shareOf(placed, all.placed),
    ...standingLiveOf(standing),
  };
}

function standingLiveOf(
  { state, untilMs, health, limits }: Omit<DestinationStanding, 'destinationId' | 'active'>,
) {
  const uses = limits.map(({ untilMs, ...use }) => ({ ...use, until: timeOf(untilMs) }));
  return { state, until: timeOf(untilMs), health, limits: uses };
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** Percent with two decimals; null while there is nothing to divide. */
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;
}

function total(counts: readonly DestinationSnapshot[], of: 'active' | 'placed'): number {
  return counts.reduce((sum, count) => sum + count[of], 0);
}

import type { Destination, RouteGroup } from '../routing/route-group.ts';
import type { DestinationSnapshot, GroupSnapshot } from '../switchboard/switchboard.ts';

/** A destination that may have the next call. */
interface Sharing {
  readonly destination: Destination;
  readonly snapshot: DestinationSnapshot;
}

/**
 * How many calls in progress each destination has above its share, by its id; below it, negative. Shares are of the
 * destinations that may have the next call, as when it is placed: the others have none, nor has any in a group that
 * keeps the calls placed in proportion.
 */
export function shareDeviations(group: RouteGroup, snapshot: GroupSnapshot): ReadonlyMap<number, number> {
  if (group.balance !== 'active') return new Map();
  const sharing = sharingIn(group, snapshot);
  const active = sharing.reduce((sum, { snapshot }) => sum + snapshot.active, 0);
  const whole = sharing.reduce((sum, { destination }) => sum + destination.basisPoints, 0);
  return new Map(sharing.map(({ destination: { id, basisPoints }, snapshot }) => [
    id,
    snapshot.active - (active * basisPoints) / whole,
  ]));
}

/** Those of the first tier that has any. */
function sharingIn({ destinations }: RouteGroup, snapshot: GroupSnapshot): Sharing[] {
  const open = new Map(
    snapshot.destinations.filter(({ state }) => state === 'open').map((each) => [each.id, each]),
  );
  const tier = Math.min(...destinations.filter(({ id }) => open.has(id)).map(({ tier }) => tier));
  return destinations.filter((each) => each.tier === tier && open.has(each.id))
    .map((destination) => ({ destination, snapshot: open.get(destination.id)! }));
}

import { type GroupInput, toBasisPoints } from '../contract/group.ts';
import { contentOf } from '../contract/group-version.ts';
import { membersOf } from '../contract/references.ts';
import type { RouteGroup } from '../routing/route-group.ts';

/** A group as the switchboard would know it. Destinations get ids in their order, as the rules tell them apart. */
export function simulatedGroup(input: GroupInput): RouteGroup {
  const { destinations, sharedCaps, ...settings } = contentOf(input);
  return {
    ...settings,
    id: 1,
    accountId: 1,
    key: '',
    version: 1,
    sharedCaps: sharedCaps.map((cap) => ({
      ...cap,
      destinations: membersOf(cap, destinations).map((place) => place + 1),
    })),
    destinations: destinations.map(({ percent, ...rest }, place) => ({
      ...rest,
      id: place + 1,
      basisPoints: toBasisPoints(percent),
    })),
  };
}

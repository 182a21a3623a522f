import type { Actor, Edit, GroupContent, GroupRecord } from '../../src/directory/directory.ts';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { split } from './groups.ts';

export const anna: Actor = { kind: 'user', id: 'u1', name: 'Anna' };
export const robot: Actor = { kind: 'key', id: 'k1', name: 'Nightly import' };

/** What Anna writes for a new group; what a test does not care about has a plain value. */
export function groupContent(fields: Partial<GroupContent> = {}): GroupContent {
  return {
    ...DEFAULT_POLICIES,
    sharedCaps: [],
    name: 'Support',
    balance: 'active',
    sessionTtlSeconds: 7200,
    retryWindowSeconds: 120,
    destinations: newDestinations(60, 40),
    ...fields,
  };
}

/** What somebody writes who sends back what a group is or was. */
export function contentOf(group: RouteGroup): GroupContent {
  const ids = group.destinations.map(({ id }) => id);
  const sharedCaps = group.sharedCaps.map(({ destinations, ...cap }) => ({
    ...cap,
    places: destinations.map((id) => ids.indexOf(id)),
  }));
  return { ...group, sharedCaps };
}

/** Destinations with these percents that have no id yet. */
export function newDestinations(...percents: number[]): GroupContent['destinations'] {
  return split(...percents).map(({ id: _, ...destination }) => destination);
}

/** An edit by Anna of the version that this record shows. */
export function editOf({ group }: GroupRecord, fields: Partial<Edit> = {}): Edit {
  return {
    accountId: group.accountId,
    groupId: group.id,
    expectedVersion: group.version,
    actor: anna,
    ...fields,
  };
}

import type { Actor, Edit, GroupContent, GroupRecord } from '../../src/directory/directory.ts';
import { split } from './groups.ts';

export const anna: Actor = { kind: 'user', id: 'u1', name: 'Anna' };
export const robot: Actor = { kind: 'key', id: 'k1', name: 'Nightly import' };

/** What Anna writes for a new group; what a test does not care about has a plain value. */
export function groupContent(fields: Partial<GroupContent> = {}): GroupContent {
  return {
    name: 'Support',
    balance: 'active',
    sessionTtlSeconds: 7200,
    retryWindowSeconds: 120,
    destinations: newDestinations(60, 40),
    ...fields,
  };
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

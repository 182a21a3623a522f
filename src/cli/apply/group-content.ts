import type { GroupInput } from '../../contract/group.ts';

type ContentField = 'name' | 'balance' | 'sessionTtlSeconds' | 'retryWindowSeconds' | 'destinations';

/** What people decide of a group. */
export type GroupContent = Pick<GroupInput, ContentField>;

/** A group without what the service adds to it, its fields in the order in which people read them. */
export function contentOf<Group extends GroupContent>(group: Group): Pick<Group, ContentField> {
  const { name, balance, sessionTtlSeconds, retryWindowSeconds, destinations } = group;
  return { name, balance, sessionTtlSeconds, retryWindowSeconds, destinations };
}

import type { GroupInput } from '../../contract/group.ts';
import { groupContent } from '../../contract/group-version.ts';

/** The fields of a group that people decide, in the order in which they read them. */
export const CONTENT_FIELDS = groupContent.keyof().options;

type ContentField = (typeof CONTENT_FIELDS)[number];

/** What people decide of a group. */
export type GroupContent = Pick<GroupInput, ContentField>;

/** A group without what the service adds to it. */
export function contentOf<Group extends GroupContent>(group: Group): Pick<Group, ContentField> {
  const fields = CONTENT_FIELDS.map((field) => [field, group[field]]);
  return Object.fromEntries(fields) as Pick<Group, ContentField>;
}

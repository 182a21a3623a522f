import { withDefaults, type WrittenGroup } from '../routing/default-policies.ts';
import type { RouteGroup } from '../routing/route-group.ts';

/** What a version keeps as JSON; the rest of a `RouteGroup` stands in columns. A missing policy has its default. */
export type StoredContent = Omit<WrittenGroup, 'id' | 'accountId' | 'version'>;

/** One version of a group from its columns. */
export function groupOf(
  { id, account_id, version, content }: {
    readonly id: number;
    readonly account_id: number;
    readonly version: number;
    readonly content: string;
  },
): RouteGroup {
  const stored: StoredContent = JSON.parse(content);
  return withDefaults({ id, accountId: account_id, version, ...stored });
}

import type { RouteGroup } from '../routing/route-group.ts';

/** What a version keeps as JSON; the rest of a `RouteGroup` stands in columns. */
export type StoredContent = Omit<RouteGroup, 'id' | 'accountId' | 'version'>;

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
  return { id, accountId: account_id, version, ...stored };
}

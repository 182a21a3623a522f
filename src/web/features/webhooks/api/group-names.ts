import { queryOptions, useQuery } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** The route groups of the account by their ids, in the order of their names. */
export const groupNamesQuery = queryOptions({
  queryKey: ['group-names'] as const,
  queryFn: ({ signal }) => fetchJson<{ groups: readonly GroupOutput[] }>('/api/v1/groups', { signal }),
  select: ({ groups }) => new Map(groups.map(({ id, name }) => [id, name])),
});

export function useGroupNames() {
  return useQuery(groupNamesQuery);
}

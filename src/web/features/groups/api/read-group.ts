import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { groupListQuery } from './list-groups.ts';

/** One route group, deleted or not. */
export function groupQuery(id: number) {
  return queryOptions({
    queryKey: ['group', id] as const,
    queryFn: ({ signal }) => fetchJson<GroupOutput>(`/api/v1/groups/${id}`, { signal }),
  });
}

/** Shows at once what the list already knows of the group, unless only a `fresh` answer will do. */
export function useGroup(id: number, { fresh = false } = {}) {
  const client = useQueryClient();
  return useQuery({
    ...groupQuery(id),
    refetchOnMount: fresh ? 'always' : true,
    placeholderData: () =>
      client.getQueryData(groupListQuery().queryKey)?.groups.find((group) => group.id === id),
  });
}

/** Reads again what the page shows of a group: it has changed, or will. */
export function refreshGroup(client: QueryClient, id: number) {
  void client.invalidateQueries({ queryKey: groupListQuery().queryKey });
  void client.invalidateQueries({ queryKey: groupQuery(id).queryKey });
}

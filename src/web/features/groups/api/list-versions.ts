import { queryOptions, useQuery } from '@tanstack/react-query';
import type { GroupVersionOutput } from '../../../../contract/group-version.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

interface GroupVersionsAnswer {
  readonly versions: readonly GroupVersionOutput[];
}

/** Every version of a group, the newest first. */
export function versionsQuery(id: number) {
  return queryOptions({
    queryKey: ['group', id, 'versions'] as const,
    queryFn: ({ signal }) => fetchJson<GroupVersionsAnswer>(`/api/v1/groups/${id}/versions`, { signal }),
    select: ({ versions }) => versions,
  });
}

export function useVersions(id: number) {
  return useQuery(versionsQuery(id));
}

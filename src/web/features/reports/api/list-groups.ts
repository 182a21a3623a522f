import { useQuery } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

interface GroupListAnswer {
  readonly groups: readonly GroupOutput[];
}

/** The account's route groups; what the list knows already is there at once. */
export function useGroups() {
  return useQuery({
    queryKey: ['groups', { deleted: false }] as const,
    queryFn: ({ signal }) => fetchJson<GroupListAnswer>('/api/v1/groups', { signal }),
    select: ({ groups }) => groups,
  });
}

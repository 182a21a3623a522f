import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ScheduledEditOutput } from '../../../../contract/scheduled-edit.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

interface ScheduledEditsAnswer {
  readonly scheduled: readonly ScheduledEditOutput[];
}

/** What is scheduled for a group, and what could not be made. */
export function scheduledQuery(groupId: number) {
  return queryOptions({
    queryKey: ['group', groupId, 'scheduled'] as const,
    queryFn: ({ signal }) =>
      fetchJson<ScheduledEditsAnswer>(`/api/v1/groups/${groupId}/scheduled`, { signal }),
    select: ({ scheduled }) => scheduled,
  });
}

export function useScheduled(groupId: number) {
  return useQuery(scheduledQuery(groupId));
}

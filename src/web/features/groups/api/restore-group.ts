import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { showSaved } from './list-groups.ts';

/** A deleted group serves calls again, under the URL it had. */
export function restoreGroup(id: number): Promise<GroupOutput> {
  return fetchJson(`/api/v1/groups/${id}/restore`, { method: 'POST' });
}

export function useRestoreGroup() {
  const client = useQueryClient();
  return useMutation({ mutationFn: restoreGroup, onSuccess: (group) => showSaved(client, group) });
}

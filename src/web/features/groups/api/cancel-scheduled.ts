import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { refreshGroup } from './read-group.ts';

/** The edit is not made; a temporary edit whose end is cancelled stays. */
export function cancelScheduled(groupId: number, editId: number): Promise<void> {
  return fetchJson(`/api/v1/groups/${groupId}/scheduled/${editId}`, { method: 'DELETE' });
}

export function useCancelScheduled(groupId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (editId: number) => cancelScheduled(groupId, editId),
    onSettled: () => refreshGroup(client, groupId),
  });
}

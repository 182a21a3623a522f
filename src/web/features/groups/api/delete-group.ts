import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { showSaved } from './list-groups.ts';

export function deleteGroup(id: number): Promise<GroupOutput> {
  return fetchJson(`/api/v1/groups/${id}`, { method: 'DELETE' });
}

export function useDeleteGroup() {
  const client = useQueryClient();
  return useMutation({ mutationFn: deleteGroup, onSuccess: (group) => showSaved(client, group) });
}

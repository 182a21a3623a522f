import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupInput, GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { showSaved } from './list-groups.ts';

export interface GroupSave {
  /** The group that is edited and the version that was edited; without it a new group is made. */
  readonly edited?: { readonly id: number; readonly version: number };
  readonly content: GroupInput;
}

export function saveGroup({ edited, content }: GroupSave): Promise<GroupOutput> {
  if (!edited) return fetchJson('/api/v1/groups', { method: 'POST', body: content });
  return fetchJson(`/api/v1/groups/${edited.id}`, {
    method: 'PUT',
    body: content,
    ifVersion: edited.version,
  });
}

export function useSaveGroup() {
  const client = useQueryClient();
  return useMutation({ mutationFn: saveGroup, onSuccess: (group) => showSaved(client, group) });
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { GroupOutput } from '../../../../contract/group.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { showSaved } from './list-groups.ts';

/** A new key, and with it a new link. The old link stops at once. */
export function rotateKey(id: number): Promise<GroupOutput> {
  return fetchJson(`/api/v1/groups/${id}/rotate-key`, { method: 'POST' });
}

export function useRotateKey() {
  const client = useQueryClient();
  return useMutation({ mutationFn: rotateKey, onSuccess: (group) => showSaved(client, group) });
}

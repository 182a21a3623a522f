import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { KeyOutput } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const KEYS = '/api/v1/account/keys';

/** The API keys of the account, by name. */
export const keysQuery = queryOptions({
  queryKey: ['keys'] as const,
  queryFn: ({ signal }) => fetchJson<{ keys: readonly KeyOutput[] }>(KEYS, { signal }),
  select: ({ keys }) => keys,
});

export function useKeys() {
  return useQuery(keysQuery);
}

export interface KeyCreated {
  readonly key: KeyOutput;
  /** The key itself, this one time. */
  readonly secret: string;
}

export function createKey(key: { readonly name: string; readonly role: Role }): Promise<KeyCreated> {
  return fetchJson(KEYS, { method: 'POST', body: key });
}

export function revokeKey(id: string): Promise<void> {
  return fetchJson(`${KEYS}/${id}`, { method: 'DELETE' });
}

export function useRevokeKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: revokeKey,
    onSettled: () => client.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
}

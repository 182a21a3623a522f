import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MemberOutput } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const MEMBERS = '/api/v1/account/members';

/** The members of the account, by role. */
export const membersQuery = queryOptions({
  queryKey: ['members'] as const,
  queryFn: ({ signal }) => fetchJson<{ members: readonly MemberOutput[] }>(MEMBERS, { signal }),
  select: ({ members }) => members,
});

export function useMembers() {
  return useQuery(membersQuery);
}

export function changeRole(
  { id, role }: { readonly id: string; readonly role: Role },
): Promise<MemberOutput> {
  return fetchJson(`${MEMBERS}/${id}`, { method: 'PUT', body: { role } });
}

export function removeMember(id: string): Promise<void> {
  return fetchJson(`${MEMBERS}/${id}`, { method: 'DELETE' });
}

/** For a member who lost both the authenticator and the recovery codes. */
export function removeTwoFactor(id: string): Promise<void> {
  return fetchJson(`${MEMBERS}/${id}/two-factor`, { method: 'DELETE' });
}

/** Changes a member and shows the members as they are then, also after a refusal. */
export function useMemberChange<Change, Answer>(change: (change: Change) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: membersQuery.queryKey }),
  });
}

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InvitationOutput, SecretLink } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const INVITATIONS = '/api/v1/account/invitations';

/** The invitations that nobody has accepted yet. */
export const invitationsQuery = queryOptions({
  queryKey: ['invitations'] as const,
  queryFn: ({ signal }) => fetchJson<{ invitations: readonly InvitationOutput[] }>(INVITATIONS, { signal }),
  select: ({ invitations }) => invitations,
});

export function useInvitations() {
  return useQuery(invitationsQuery);
}

export type InvitationCreated = SecretLink & { readonly invitation: InvitationOutput };

/** A link that lets one person join; an older one to the same address stops working. */
export function createInvitation(
  to: { readonly email: string; readonly role: Role },
): Promise<InvitationCreated> {
  return fetchJson(INVITATIONS, { method: 'POST', body: to });
}

export function revokeInvitation(id: string): Promise<void> {
  return fetchJson(`${INVITATIONS}/${id}`, { method: 'DELETE' });
}

export function useRevokeInvitation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: revokeInvitation,
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery.queryKey }),
  });
}

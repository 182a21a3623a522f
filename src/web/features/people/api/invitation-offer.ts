import { queryOptions, useQuery } from '@tanstack/react-query';
import type { AcceptInput, InvitationOffer } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** What an invitation link offers. */
export function invitationOfferQuery(token: string) {
  return queryOptions({
    queryKey: ['invitation offer', token] as const,
    queryFn: ({ signal }) =>
      fetchJson<InvitationOffer>('/api/v1/invitations/offer', { method: 'POST', body: { token }, signal }),
    staleTime: Infinity,
  });
}

export function useInvitationOffer(token: string) {
  return useQuery(invitationOfferQuery(token));
}

/** Joins the account. A new user sends a password; whoever is signed in sends none. */
export async function acceptInvitation(acceptance: AcceptInput): Promise<void> {
  await fetchJson('/api/v1/invitations/accept', { method: 'POST', body: acceptance });
}

import { useMutation } from '@tanstack/react-query';
import type { SecretLink } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** A link with which a member sets a new password. */
export function createPasswordLink(memberId: string): Promise<SecretLink> {
  return fetchJson(`/api/v1/account/members/${memberId}/password-link`, { method: 'POST' });
}

export function useCreatePasswordLink() {
  return useMutation({ mutationFn: createPasswordLink });
}

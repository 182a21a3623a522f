import { useMutation } from '@tanstack/react-query';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** The account to work in from now on, in this session. */
export function switchAccount(account: number): Promise<void> {
  return fetchJson('/api/v1/me/account', { method: 'PUT', body: { account } });
}

export function useSwitchAccount() {
  return useMutation({ mutationFn: switchAccount });
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SignInOptions } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** How people sign in here, and whether the first set-up is still to be done. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in options'] as const,
  queryFn: ({ signal }) => fetchJson<SignInOptions>('/api/v1/sign-in', { signal }),
});

export function useSignInOptions(): SignInOptions | undefined {
  return useQuery(signInOptionsQuery).data;
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { MeOutput } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** Who is signed in, in which account. */
export const meQuery = queryOptions({
  queryKey: ['me'] as const,
  queryFn: ({ signal }) => fetchJson<MeOutput>('/api/v1/me', { signal }),
  staleTime: 60_000,
});

export function useMe({ enabled = true } = {}): MeOutput | undefined {
  return useQuery({ ...meQuery, enabled }).data;
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { LeakListOutput, LeakOutput } from '../../../../contract/leak.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** What is found lasts for days, and costs a look at all of them. */
const FRESH_MS = 300_000;

const leaksQuery = queryOptions({
  queryKey: ['leaks'] as const,
  queryFn: ({ signal }) => fetchJson<LeakListOutput>('/api/v1/leaks', { signal }),
  staleTime: FRESH_MS,
  select: ({ leaks }) => leaks,
});

/** What is found of a group; undefined while nothing is, or when it can't be known: a hint is not worth a fault. */
export function useLeak(groupId: number): LeakOutput | undefined {
  const { data } = useQuery(leaksQuery);
  return data?.find(({ group }) => group.id === groupId);
}

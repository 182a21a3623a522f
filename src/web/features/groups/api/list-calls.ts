import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { CallPage } from '../../../../contract/call.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const CALLS_OF_A_PAGE = 10;

/** How often the list is read again while it is on the screen. */
const LIVE_MS = 5_000;

/** What a group did with its calls, the newest first, a page at a time. */
export function recentCallsQuery(groupId: number) {
  return infiniteQueryOptions({
    queryKey: ['recent calls', groupId] as const,
    queryFn: ({ signal, pageParam }) => {
      const page = new URLSearchParams({ limit: String(CALLS_OF_A_PAGE) });
      if (pageParam) page.set('before', pageParam);
      return fetchJson<CallPage>(`/api/v1/groups/${groupId}/calls?${page}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: LIVE_MS,
    staleTime: 0,
    select: ({ pages }) => pages.flatMap(({ steps }) => steps),
  });
}

export function useRecentCalls(groupId: number) {
  return useInfiniteQuery(recentCallsQuery(groupId));
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import type { CallTimeline } from '../../../../contract/call.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** How often a call is looked at that is still in progress. */
const LIVE_MS = 2_000;

/** The call with this session; without steps when there is none. */
export function callQuery(session: string) {
  return queryOptions({
    queryKey: ['call', session] as const,
    queryFn: ({ signal }) =>
      fetchJson<CallTimeline>(`/api/v1/calls?${new URLSearchParams({ session })}`, { signal }),
    refetchInterval: ({ state: { data } }) => data && isInProgress(data) ? LIVE_MS : false,
    staleTime: 0,
  });
}

export function useCall(session: string) {
  return useQuery(callQuery(session));
}

export function isInProgress({ steps }: CallTimeline): boolean {
  return steps.some((step) => step.kind === 'attempt' && step.endedAt === null);
}

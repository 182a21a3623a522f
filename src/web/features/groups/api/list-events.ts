import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { ServiceEvent, ServiceEventPage } from '../../../../contract/event.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';
import { mergeEvents } from './merge-events.ts';

const EVENTS = ['events'] as const;

/** The last events, the newest first: of a group and the whole service, or of the account. */
export function eventsQuery(groupId: number | undefined) {
  const group = groupId === undefined ? '' : `?group=${groupId}`;
  return queryOptions({
    queryKey: [...EVENTS, { groupId }] as const,
    queryFn: async ({ signal }): Promise<readonly ServiceEvent[]> =>
      (await fetchJson<ServiceEventPage>(`/api/v1/events${group}`, { signal })).events,
    // What came by itself while this was on its way stays.
    structuralSharing: (before, now) =>
      mergeEvents(before as readonly ServiceEvent[] | undefined, now as readonly ServiceEvent[], groupId),
  });
}

export function useEvents(groupId: number | undefined) {
  return useQuery(eventsQuery(groupId));
}

/** Puts what has just happened into every list that it belongs to. */
export function showHappened(client: QueryClient, events: readonly ServiceEvent[]) {
  // What a list takes of them, its `structuralSharing` decides.
  client.setQueriesData<readonly ServiceEvent[]>({ queryKey: EVENTS }, (known) => known && events);
}

/** Reads the lists again that are on the screen. */
export function refreshEvents(client: QueryClient) {
  void client.invalidateQueries({ queryKey: EVENTS });
}

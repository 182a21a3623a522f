import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { GroupLive } from '../../../../contract/group.ts';
import type { LiveEvent } from '../../../../contract/live.ts';
import { createClockSetter } from '../../../lib/service-clock.ts';
import { groupListQuery } from './list-groups.ts';
import { type LiveMap, patchLive } from './live-map.ts';
import { groupQuery } from './read-group.ts';

/** How long to wait after the server refused the stream; after a broken connection the browser tries again itself. */
const REOPEN_AFTER_MS = 5_000;

const NOTHING_LIVE: LiveMap = new Map();

const liveQuery = queryOptions({
  queryKey: ['live'] as const,
  queryFn: (): LiveMap => NOTHING_LIVE,
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
});

/**
 * Holds the one event stream of live values open while its page is on the screen. A hidden tab lets go of it, as
 * browsers give a site six connections over all its tabs. Answers whether values arrive.
 */
export function useLiveStream(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    let close = () => {};
    const follow = () => {
      close();
      close = document.hidden ? () => {} : openStream(client, setConnected);
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [client]);
  return connected;
}

function openStream(client: QueryClient, connected: (yes: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const source = new EventSource('/api/v1/live/stream');
  const setClock = createClockSetter();
  source.addEventListener('live', ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as LiveEvent;
    setClock(event.at);
    client.setQueryData(liveQuery.queryKey, (live = NOTHING_LIVE) => patchLive(live, event));
    refreshEdited(client, event);
  });
  source.onopen = () => connected(true);
  let close = () => source.close();
  source.onerror = () => {
    connected(false);
    if (source.readyState !== EventSource.CLOSED) return;
    timer = setTimeout(() => close = openStream(client, connected), REOPEN_AFTER_MS);
  };
  return () => {
    clearTimeout(timer);
    close();
  };
}

/** Reads again what has another version than the page knows: somebody edited it, or a scheduled edit was made. */
function refreshEdited(client: QueryClient, { groups }: LiveEvent) {
  const list = groupListQuery().queryKey;
  const listed = new Map(client.getQueryData(list)?.groups.map(({ id, version }) => [id, version]));
  const isBehind = (known: number | undefined, version: number) => known !== undefined && known < version;
  if (groups.some(({ id, version }) => isBehind(listed.get(id), version))) {
    void client.invalidateQueries({ queryKey: list });
  }
  for (const { id, version } of groups) {
    const { queryKey } = groupQuery(id);
    if (isBehind(client.getQueryData(queryKey)?.version, version)) {
      void client.invalidateQueries({ queryKey });
    }
  }
}

/** The live state of one group, as far as it has arrived. */
export function useLive(groupId: number): GroupLive | undefined {
  return useQuery({ ...liveQuery, select: (live) => live.get(groupId) }).data;
}

/** Looks at all live values once, without following them: an order by them must not jump. */
export function peekLive(client: QueryClient): LiveMap {
  return client.getQueryData(liveQuery.queryKey) ?? NOTHING_LIVE;
}

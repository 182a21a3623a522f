import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { GroupLive } from '../../../../contract/group.ts';
import type { HappenedEvent, LiveEvent } from '../../../../contract/live.ts';
import { createClockSetter } from '../../../lib/service-clock.ts';
import { refreshEvents, showHappened } from './list-events.ts';
import { groupListQuery } from './list-groups.ts';
import { type LiveMap, patchLive } from './live-map.ts';
import { groupQuery } from './read-group.ts';

/** How long to wait after the server refused the stream; after a broken connection the browser tries again itself. */
const REOPEN_AFTER_MS = 5_000;

/** The service says something every five seconds: a connection that is silent for longer than this is dead. */
const SILENT_MS = 12_000;

const NOTHING_LIVE: LiveMap = new Map();

const liveQuery = queryOptions({
  queryKey: ['live'] as const,
  queryFn: (): LiveMap => NOTHING_LIVE,
  staleTime: Infinity,
  gcTime: Infinity,
  structuralSharing: false,
});

const heardQuery = queryOptions({
  queryKey: ['live', 'heard'] as const,
  queryFn: (): number | null => null,
  staleTime: Infinity,
  gcTime: Infinity,
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

/** Keeps a stream open, whatever becomes of it, until what is answered is called. */
function openStream(client: QueryClient, connected: (yes: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let source: EventSource;
  const reopenAfter = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      connected(false);
      source.close();
      open();
    }, ms);
  };
  const heard = () => {
    connected(true);
    client.setQueryData(heardQuery.queryKey, Date.now());
    reopenAfter(SILENT_MS);
  };
  const open = () => {
    source = listen(client, heard);
    source.onopen = () => connected(true);
    source.onerror = () => {
      connected(false);
      if (source.readyState === EventSource.CLOSED) reopenAfter(REOPEN_AFTER_MS);
    };
    reopenAfter(SILENT_MS);
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** Shows what comes on one stream. */
function listen(client: QueryClient, heard: () => void): EventSource {
  const source = new EventSource('/api/v1/live/stream');
  const setClock = createClockSetter();
  let isFirst = true;
  // The browser opens it again by itself when it ends.
  source.addEventListener('open', () => isFirst = true);
  source.addEventListener('live', ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as LiveEvent;
    heard();
    setClock(event.at);
    client.setQueryData(liveQuery.queryKey, (live = NOTHING_LIVE) => patchLive(live, event));
    refreshEdited(client, event);
    // What happens from now on comes by itself.
    if (isFirst) refreshEvents(client);
    isFirst = false;
  });
  source.addEventListener('happened', ({ data }: MessageEvent<string>) => {
    heard();
    showHappened(client, (JSON.parse(data) as HappenedEvent).events);
  });
  source.addEventListener('quiet', heard);
  return source;
}

/**
 * Reads again what has another version than the page knows: somebody edited it, or a scheduled edit was made. The list
 * also when groups came or went.
 */
function refreshEdited(client: QueryClient, { groups, removed }: LiveEvent) {
  const list = groupListQuery().queryKey;
  const listed = client.getQueryData(list)?.groups;
  if (listed && !isUpToDate(new Map(listed.map(({ id, version }) => [id, version])), groups, removed)) {
    void client.invalidateQueries({ queryKey: list });
  }
  for (const { id, version } of groups) {
    const { queryKey } = groupQuery(id);
    const known = client.getQueryData(queryKey)?.version;
    if (known !== undefined && known < version) void client.invalidateQueries({ queryKey });
  }
}

function isUpToDate(
  versions: ReadonlyMap<number, number>,
  groups: readonly GroupLive[],
  removed: readonly number[],
): boolean {
  return groups.every(({ id, version }) => (versions.get(id) ?? -1) >= version) &&
    !removed.some((id) => versions.has(id));
}

/** The live state of one group, as far as it has arrived. */
export function useLive(groupId: number): GroupLive | undefined {
  return useQuery({ ...liveQuery, select: (live) => live.get(groupId) }).data;
}

/** Looks at all live values once, without following them: an order by them must not jump. */
export function peekLive(client: QueryClient): LiveMap {
  return client.getQueryData(liveQuery.queryKey) ?? NOTHING_LIVE;
}

/** All live states that have arrived. */
export function useLiveMap(): LiveMap {
  return useQuery(liveQuery).data ?? NOTHING_LIVE;
}

/** When the service was last heard, in milliseconds of Unix time; null before. */
export function useLastHeard(): number | null {
  return useQuery(heardQuery).data ?? null;
}

import { infiniteQueryOptions, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { OpenSessionPageOutput, ReleaseOutput } from '../../../../contract/open-session.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

/** Ages go on: they are looked at again so often. */
const REFRESH_MS = 15_000;

/** Which calls in progress to show, as they are chosen; an empty text shows all. */
export interface SessionWishes {
  /** How the session id begins. */
  readonly prefix: string;
  /** A destination's number. */
  readonly destination: string;
  /** In seconds. */
  readonly olderThan: string;
  readonly order: 'oldest' | 'newest';
}

/** The wishes as a filter of the REST API, at this moment. */
export function sessionFilter({ prefix, destination, olderThan }: SessionWishes, nowMs: number) {
  return {
    ...(prefix.trim() && { sessionPrefix: prefix.trim() }),
    ...(destination && { destination: Number(destination) }),
    ...(olderThan && { openedBefore: new Date(nowMs - Number(olderThan) * 1000).toISOString() }),
  };
}

function openSessionsQuery(groupId: number, wishes: SessionWishes) {
  return infiniteQueryOptions({
    queryKey: ['group', groupId, 'sessions', wishes] as const,
    queryFn: ({ signal, pageParam }) => {
      const filter = Object.entries(sessionFilter(wishes, Date.now())).map(([name, value]) =>
        [name, String(value)] as [string, string]
      );
      const search = new URLSearchParams([...filter, ['order', wishes.order]]);
      if (pageParam) search.set('after', pageParam);
      return fetchJson<OpenSessionPageOutput>(`/api/v1/groups/${groupId}/sessions?${search}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    refetchInterval: REFRESH_MS,
    select: ({ pages }) => ({ sessions: pages.flatMap(({ sessions }) => sessions), ages: pages[0].ages }),
  });
}

export function useOpenSessions(groupId: number, wishes: SessionWishes) {
  return useInfiniteQuery(openSessionsQuery(groupId, wishes));
}

/** What to release: attempts by their numbers, or all that a filter finds. */
export type Release =
  | { readonly ids: readonly number[] }
  | { readonly filter: ReturnType<typeof sessionFilter> };

/** Asks until nothing is left that matches: the service ends so many at a time. Answers how many that were. */
async function release(
  groupId: number,
  asked: Release,
  onProgress: (released: number) => void,
): Promise<number> {
  let released = 0;
  while (true) {
    const path = `/api/v1/groups/${groupId}/sessions/release`;
    const answer = await fetchJson<ReleaseOutput>(path, { method: 'POST', body: asked });
    released += answer.released;
    if (!answer.more || answer.released === 0) return released;
    onProgress(released);
  }
}

/** Frees the places of sessions. What has been released stays so when a later part fails. */
export function useRelease(groupId: number, onProgress: (released: number) => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Release) => release(groupId, asked, onProgress),
    onSettled: () => client.invalidateQueries({ queryKey: ['group', groupId, 'sessions'] }),
  });
}

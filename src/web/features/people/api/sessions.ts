import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionOutput } from '../../../../contract/auth.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const SESSIONS = '/api/v1/me/sessions';

/** Where one is signed in, the newest first. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'] as const,
  queryFn: ({ signal }) => fetchJson<{ sessions: readonly SessionOutput[] }>(SESSIONS, { signal }),
  select: ({ sessions }) => sessions,
});

export function useSessions() {
  return useQuery(sessionsQuery);
}

/** Signs out the device with this session, or without an id every device but this. */
export function endSession(id?: string): Promise<void> {
  return fetchJson(id === undefined ? SESSIONS : `${SESSIONS}/${id}`, { method: 'DELETE' });
}

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: endSession,
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

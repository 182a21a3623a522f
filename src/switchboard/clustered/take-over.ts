import type { Books } from '../books/books.ts';
import type { Loaded, Wanted } from './loaded.ts';
import type { Request } from './request.ts';

/** What has to be locked and read for these requests. */
export function wantedBy(requests: readonly Request[]): Wanted {
  return {
    groupIds: [...new Set(requests.flatMap(({ groupIds = [] }) => groupIds))],
    sessions: sessionsOf(requests),
    attemptIds: requests.flatMap(({ attemptIds = [] }) => attemptIds),
  };
}

/** Makes the books what the database has, as far as these requests are concerned. */
export function takeOver(books: Books, { ledgers, attempts }: Loaded, requests: readonly Request[]) {
  for (const [groupId, { state }] of ledgers) books.loadState(groupId, state);
  const bySession = Map.groupBy(attempts, ({ attempt }) => attempt.session);
  for (const session of sessionsOf(requests)) books.loadSession(session, bySession.get(session) ?? []);
}

function sessionsOf(requests: readonly Request[]): string[] {
  return [...new Set(requests.map(({ session }) => session).filter((session) => session !== undefined))];
}

import type { Attempt } from '../../routing/attempt.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { decodeTallies } from './batch.ts';
import { Books } from './books.ts';
import type { ChangeLog } from './change-log.ts';
import type { AttemptRow, JournalStore } from './journal-store.ts';

/**
 * The books as they were when the last change was written: the small integers from their rows, active counts from the
 * open attempts themselves, and the chains whose retry window is still open.
 */
export function restoreBooks(
  store: JournalStore,
  groups: readonly RouteGroup[],
  changes: ChangeLog,
  nowMs: number,
): Books {
  const books = new Books(changes, nowMs, store.lastAttemptId() + 1);
  for (const [groupId, sinceMs, tallies] of store.states()) {
    books.restoreState(groupId, { sinceMs, tallies: decodeTallies(tallies) });
  }
  const windows = new Map(groups.map(({ id, retryWindowSeconds }) => [id, retryWindowSeconds * 1000]));
  for (const row of waitingChains(store, windows, nowMs)) {
    books.restoreAttempt(attemptOf(row), false, row.opened_at_ms + (windows.get(row.group_id) ?? 0));
  }
  for (const row of store.openAttempts()) books.restoreAttempt(attemptOf(row), true, row.expires_at_ms);
  for (const group of groups) books.configure(group, nowMs);
  return books;
}

/**
 * The sessions' last attempts that a retry ended without finding another destination: they know what was tried.
 * `windows` are the groups' retry windows in milliseconds.
 */
function waitingChains(
  store: JournalStore,
  windows: ReadonlyMap<number, number>,
  nowMs: number,
): Iterable<AttemptRow> {
  const longest = windows.values().reduce((most, window) => Math.max(most, window), 0);
  const last = new Map<string, AttemptRow>();
  for (const row of store.attemptsEndedSince(nowMs - longest)) {
    const session = `${row.account_id}/${row.session}`;
    if (row.end_reason === 'retried') last.set(session, row);
    else last.delete(session);
  }
  return last.values();
}

/** Shared by all first attempts: there can be millions. */
const NONE: readonly number[] = [];

function attemptOf(row: AttemptRow): Attempt {
  return {
    id: row.id,
    accountId: row.account_id,
    groupId: row.group_id,
    destinationId: row.destination_id,
    session: row.session,
    number: row.number,
    tried: row.tried === null ? NONE : JSON.parse(row.tried),
    openedAtMs: row.opened_at_ms,
    expiresAtMs: row.expires_at_ms,
  };
}

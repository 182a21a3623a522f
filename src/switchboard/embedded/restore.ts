import type { Attempt } from '../../routing/attempt.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { Books } from '../books/books.ts';
import type { ChangeLog } from '../books/change-log.ts';
import { readTallies } from '../books/tallies-text.ts';
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
  let lastAttemptId = store.lastAttemptId();
  const books = new Books(changes, () => ++lastAttemptId, nowMs);
  for (const [groupId, sinceMs, version, text] of store.states()) {
    const tallies = readTallies(text);
    for (const tally of tallies.values()) tally.active = 0;
    books.loadState(groupId, { sinceMs, version, tallies });
  }
  const windows = new Map(groups.map(({ id, retryWindowSeconds }) => [id, retryWindowSeconds * 1000]));
  for (const row of waitingChains(store, windows, nowMs)) {
    const attempt = attemptOf(row);
    const dueMs = attempt.openedAtMs + (windows.get(attempt.groupId) ?? 0);
    books.restoreLast({ attempt, open: false, dueMs });
  }
  for (const row of store.openAttempts()) books.restoreOpen(attemptOf(row));
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
    const [, accountId, , , session] = row;
    if (row[END_REASON] === 'retried') last.set(`${accountId}/${session}`, row);
    else last.delete(`${accountId}/${session}`);
  }
  return last.values();
}

/** Shared by all first attempts: there can be millions. */
const NONE: readonly number[] = [];

/** The last column of a row. */
const END_REASON = 10;

function attemptOf(row: AttemptRow): Attempt {
  const [id, accountId, groupId, destinationId, session, number, tried, openedAtMs, expiresAtMs] = row;
  return {
    id,
    accountId,
    groupId,
    destinationId,
    session,
    number,
    tried: tried === null ? NONE : JSON.parse(tried),
    openedAtMs,
    expiresAtMs,
  };
}

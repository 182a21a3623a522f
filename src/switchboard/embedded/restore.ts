import type { Attempt } from '../../routing/attempt.ts';
import { endsChain } from '../../routing/chain.ts';
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
  for (const [groupId, sinceMs, version, text, trouble] of store.states()) {
    const tallies = readTallies(text);
    for (const tally of tallies.values()) tally.active = 0;
    books.loadState(groupId, {
      sinceMs,
      version,
      tallies,
      trouble: trouble === null ? undefined : JSON.parse(trouble),
    });
  }
  for (const [row, group] of waitingChains(store, groups, nowMs)) {
    const attempt = attemptOf(row);
    const dueMs = attempt.openedAtMs + group.retryWindowSeconds * 1000;
    books.restoreLast({ attempt, open: false, dueMs, outcome: row[OUTCOME] ?? undefined });
  }
  for (const row of store.openAttempts()) books.restoreOpen(attemptOf(row));
  for (const group of groups) books.configure(group, nowMs);
  return books;
}

/**
 * The sessions' last attempts that a retry ended without finding another destination, or that ended with a terminal
 * outcome: they know what may not be tried again.
 */
function waitingChains(
  store: JournalStore,
  groups: readonly RouteGroup[],
  nowMs: number,
): Iterable<[AttemptRow, RouteGroup]> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const longest = groups.reduce((most, { retryWindowSeconds }) => Math.max(most, retryWindowSeconds), 0);
  const last = new Map<string, [AttemptRow, RouteGroup]>();
  for (const row of store.attemptsOpenedSince(nowMs - longest * 1000)) {
    const [, accountId, groupId, , session] = row;
    const group = byId.get(groupId);
    if (group && isRemembered(row, group)) last.set(`${accountId}/${session}`, [row, group]);
    else last.delete(`${accountId}/${session}`);
  }
  return last.values();
}

function isRemembered(row: AttemptRow, group: RouteGroup): boolean {
  return row[END_REASON] === 'retried' || endsChain(row[OUTCOME] ?? undefined, group);
}

/** Shared by all first attempts: there can be millions. */
const NONE: readonly number[] = [];

/** The last columns of a row. */
const END_REASON = 10;
const OUTCOME = 11;

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

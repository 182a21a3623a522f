import type { Outcome } from '../../routing/outcome.ts';
import type { StoredAttempt } from '../books/books.ts';
import { MinuteTotals } from '../books/minute-totals.ts';
import { readTallies, writeTallies } from '../books/tallies-text.ts';
import type { EarlyCompletion, Fate, Opened } from './changes.ts';
import type { Loaded, LoadedLedger } from './loaded.ts';

export type AttemptRow = [
  id: number,
  accountId: number,
  groupId: number,
  destinationId: number,
  session: string | null,
  number: number,
  tried: string | null,
  openedAtMs: number,
  expiresAtMs: number,
  dueMs: number,
  endedAtMs: number | null,
  endReason: string | null,
  outcome: Outcome | null,
];
export type LedgerRow = [groupId: number, sinceMs: number, version: number, tallies: string];
export type EarlyRow = [session: string, groupId: number | null, atMs: number, outcome: Outcome | null];

export function ledgerOf([, sinceMs, version, tallies]: LedgerRow): LoadedLedger {
  return { state: { sinceMs, version, tallies: readTallies(tallies) }, stored: { version, tallies } };
}

/** Shared by all first attempts. */
const NONE: readonly number[] = [];

export function storedAttemptOf(row: AttemptRow): StoredAttempt {
  const [id, accountId, groupId, destinationId, session, number, tried, openedAtMs, expiresAtMs, dueMs] = row;
  const attempt = {
    ...{ id, accountId, groupId, destinationId, session, number, openedAtMs, expiresAtMs },
    tried: tried === null ? NONE : JSON.parse(tried),
  };
  return { attempt, open: row[10] === null, dueMs, outcome: row[12] ?? undefined };
}

/** As `unnest` takes them, here and below: an array for each column. */
export function attemptColumns(opened: readonly Opened[]): unknown[][] {
  return columns(
    opened.map(({ attempt, fate }) => [
      attempt.id,
      attempt.accountId,
      attempt.groupId,
      attempt.destinationId,
      attempt.session,
      attempt.number,
      attempt.tried.length === 0 ? null : JSON.stringify(attempt.tried),
      attempt.openedAtMs,
      attempt.expiresAtMs,
      fate.dueMs,
      fate.endedAtMs,
      fate.reason,
      fate.outcome,
    ]),
    13,
  );
}

export function fateColumns(fates: readonly Fate[]): unknown[][] {
  return columns(
    fates.map(({ id, dueMs, endedAtMs, reason, outcome }) => [id, dueMs, endedAtMs, reason, outcome]),
    5,
  );
}

export function earlyColumns(early: readonly EarlyCompletion[]): unknown[][] {
  return columns(early.map(({ session, groupId, atMs, outcome }) => [session, groupId, atMs, outcome]), 4);
}

export function totalColumns(opened: readonly Opened[]): unknown[][] {
  const totals = new MinuteTotals();
  for (const { attempt } of opened) totals.count(attempt.groupId, attempt.openedAtMs);
  return columns([...totals.rows()].sort(([, a], [, b]) => a - b), 3);
}

/** The ledgers that are not as the database has them. */
export function ledgerColumns(ledgers: Loaded['ledgers']): unknown[][] {
  const rows = [...ledgers].map(([id, { state: { version, tallies }, stored }]) => {
    const text = writeTallies(tallies);
    const isChanged = version !== stored.version || text !== stored.tallies;
    return isChanged ? [id, version, text] : undefined;
  });
  return columns(rows.filter((row) => row !== undefined), 3);
}

function columns(rows: readonly unknown[][], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

import type { Outcome } from '../../routing/outcome.ts';
import type { StoredAttempt } from '../books/books.ts';
import { Totals } from '../books/totals.ts';
import { readTallies, writeTallies } from '../books/tallies-text.ts';
import type { GroupState, RefusedCall } from '../books/change-log.ts';
import type { Happening } from '../happening.ts';
import { type EarlyCompletion, endsOf, type Fate, type Opened, type SealedChanges } from './changes.ts';
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
export type LedgerRow = [
  groupId: number,
  sinceMs: number,
  version: number,
  tallies: string,
  trouble: string | null,
];
export type EarlyRow = [session: string, groupId: number | null, atMs: number, outcome: Outcome | null];

export function ledgerOf([, sinceMs, version, tallies, trouble]: LedgerRow): LoadedLedger {
  const stored = { version, tallies, trouble };
  return { state: stateOf(sinceMs, stored), stored };
}

/** What the columns of a ledger say. */
export function stateOf(sinceMs: number, { version, tallies, trouble }: LoadedLedger['stored']): GroupState {
  return {
    sinceMs,
    version,
    tallies: readTallies(tallies),
    trouble: trouble === null ? undefined : JSON.parse(trouble),
  };
}

/** Shared by all first attempts. */
const NONE: readonly number[] = [];

export function storedAttemptOf(row: AttemptRow): StoredAttempt {
  const [id, accountId, groupId, destinationId, session, number, tried, ...times] = row;
  const [openedAtMs, expiresAtMs, dueMs, endedAtMs, , outcome] = times;
  const attempt = {
    ...{ id, accountId, groupId, destinationId, session, number, openedAtMs, expiresAtMs },
    tried: tried === null ? NONE : JSON.parse(tried),
  };
  return { attempt, open: endedAtMs === null, dueMs, outcome: outcome ?? undefined };
}

/** As `unnest` takes them, here and below: an array for each column. */
export function attemptColumns(opened: readonly Opened[], node: string): unknown[][] {
  return columns(
    opened.map(({ attempt, version, decision, fate: { dueMs, end } }) => [
      attempt.id,
      attempt.accountId,
      attempt.groupId,
      attempt.destinationId,
      attempt.session,
      attempt.number,
      attempt.tried.length === 0 ? null : JSON.stringify(attempt.tried),
      attempt.openedAtMs,
      attempt.expiresAtMs,
      version,
      decision,
      node,
      dueMs,
      end?.atMs ?? null,
      end?.reason ?? null,
      end?.outcome ?? null,
    ]),
    16,
  );
}

export function fateColumns(fates: readonly Fate[]): unknown[][] {
  return columns(
    fates.map(({ id, dueMs, end }) => [
      id,
      dueMs,
      end?.atMs ?? null,
      end?.reason ?? null,
      end?.outcome ?? null,
    ]),
    5,
  );
}

export function earlyColumns(early: readonly EarlyCompletion[]): unknown[][] {
  return columns(early.map(({ session, groupId, atMs, outcome }) => [session, groupId, atMs, outcome]), 4);
}

export function refusalColumns(refused: readonly RefusedCall[], node: string): unknown[][] {
  return columns(
    refused.map((call) => [
      call.id,
      call.accountId,
      call.groupId,
      call.session,
      call.number,
      call.atMs,
      call.reason,
      call.lastResort ? 1 : 0,
      call.version,
      call.decision,
      node,
    ]),
    11,
  );
}

export function eventColumns(happenings: readonly Happening[], node: string): unknown[][] {
  return columns(
    happenings.map(({ atMs, accountId, groupId, destinationId, kind, detail }) => [
      ...[atMs, accountId, groupId, destinationId, kind],
      ...[JSON.stringify(detail), node],
    ]),
    7,
  );
}

/** What these changes add to the totals: the columns of each table. */
export function totalsOf(changes: SealedChanges) {
  const totals = new Totals();
  for (const { attempt, active, groupActive } of changes.opened) {
    const { groupId, destinationId, number, openedAtMs } = attempt;
    totals.countPlaced(groupId, destinationId, { number, openedAtMs, active, groupActive });
  }
  for (const { attempt, atMs, reason, outcome } of endsOf(changes)) {
    totals.countEnded(attempt, atMs, reason, outcome);
  }
  for (const { groupId, atMs, reason, lastResort } of changes.refused) {
    totals.countRefused(groupId, atMs, reason, lastResort);
  }
  return {
    placed: columns(totals.placedRows(), 8),
    ended: columns(totals.endedRows(), 8),
    lengths: columns(totals.lengthRows(), 5),
    refused: columns(totals.refusedRows(), 5),
  };
}

/** The ledgers that are not as the database has them. */
export function ledgerColumns(ledgers: Loaded['ledgers']): unknown[][] {
  const rows = [...ledgers].map(([id, { state, stored }]) => {
    const { version, tallies, trouble } = columnsOf(state);
    const isChanged = version !== stored.version || tallies !== stored.tallies || trouble !== stored.trouble;
    return isChanged ? [id, version, tallies, trouble] : undefined;
  });
  return columns(rows.filter((row) => row !== undefined), 4);
}

function columnsOf({ version, tallies, trouble }: GroupState): LoadedLedger['stored'] {
  return {
    version,
    tallies: writeTallies(tallies),
    trouble: trouble === undefined ? null : JSON.stringify(trouble),
  };
}

function columns(rows: readonly unknown[][], width: number): unknown[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]));
}

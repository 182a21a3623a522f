import { type ExpressionBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import type { OpenFilter } from './open-sessions.ts';

type Database = Kysely<HistorySchema>;

/** The open attempts that match, found by the engine's index of those that are open, never among all of history. */
export function openAttempts(db: Database, filter: OpenFilter) {
  return db.selectFrom('attempt').where((eb) =>
    eb.and([isOpen(eb, isPostgres(db)), ...matching(eb, filter)])
  );
}

/**
 * The same, the oldest or the newest first. By a sum, as no index of all attempts has that order: PostgreSQL would walk
 * through a group's whole history to spare the sorting, and meet those that are open at its very end.
 */
export function openByAge(db: Database, filter: OpenFilter, direction: 'asc' | 'desc') {
  return openAttempts(db, filter).orderBy(sql`opened_at_ms + 0`, direction).orderBy('id', direction);
}

type Builder = ExpressionBuilder<HistorySchema, 'attempt'>;

/**
 * PostgreSQL's index has what is due, SQLite's begins with the group: a bound on that leads there even when every group
 * is asked for.
 */
function isOpen(eb: Builder, postgres: boolean) {
  const open = eb('ended_at_ms', 'is', null);
  return eb.and([open, postgres ? sql<boolean>`due_at_ms IS NOT NULL` : sql<boolean>`group_id > 0`]);
}

function isPostgres(db: Database): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

function matching(eb: Builder, filter: OpenFilter) {
  const { accountId, groupId, destinationId, session, sessionPrefix, openedBeforeMs, ids } = filter;
  return [
    eb('account_id', '=', accountId),
    ...(groupId === undefined ? [] : [eb('group_id', '=', groupId)]),
    ...(destinationId === undefined ? [] : [eb('destination_id', '=', destinationId)]),
    ...(session === undefined ? [] : [eb('session', '=', session)]),
    ...(sessionPrefix === undefined ? [] : [beginsWith(sessionPrefix)]),
    ...(ids === undefined ? [] : [eb('id', 'in', ids)]),
    ...(openedBeforeMs === undefined ? [] : [eb('opened_at_ms', '<', openedBeforeMs)]),
  ];
}

/** Session ids are opaque: no sign in them is a wildcard, and capitals differ. */
function beginsWith(prefix: string) {
  const length = [...prefix].length;
  return sql<boolean>`substr(session, 1, CAST(${length} AS integer)) = ${prefix}`;
}

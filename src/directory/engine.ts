import { type ColumnDefinitionBuilder, type RawBuilder, sql, type Transaction } from 'kysely';

/** The databases the directory knows. What they do differently is in this file, and nowhere else. */
export type Engine = 'sqlite' | 'postgres';

/** PostgreSQL's channel on which changes of groups are announced. */
export const CHANGE_CHANNEL = 'plum_routes_directory';

/** The type of a whole number as large as JavaScript counts exactly: PostgreSQL's `integer` ends at 2³¹. */
export function wholeNumber(engine: Engine): 'integer' | 'bigint' {
  return engine === 'sqlite' ? 'integer' : 'bigint';
}

/** A primary key that the database gives, ascending, and never gives twice, even after a delete. */
export function identity(engine: Engine): (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder {
  if (engine === 'sqlite') return (column) => column.primaryKey().autoIncrement();
  return (column) => column.primaryKey().generatedAlwaysAsIdentity();
}

/** Tells every process on this database, once the transaction is committed, that it changed a group. */
export async function announceChange<Schema>(
  transaction: Transaction<Schema>,
  engine: Engine,
): Promise<void> {
  if (engine === 'postgres') await sql`select pg_notify(${CHANGE_CHANNEL}, '')`.execute(transaction);
}

/** Whether a transaction has to lock the rows it decides upon. SQLite's have the whole database to themselves. */
export function locksRows(engine: Engine): boolean {
  return engine === 'postgres';
}

/** A field, as text, of the JSON object that a text column has. */
export function jsonText(engine: Engine, column: string, field: string): RawBuilder<string> {
  const path = sql.lit(engine === 'sqlite' ? `$.${field}` : field);
  return engine === 'sqlite'
    ? sql`json_extract(${sql.ref(column)}, ${path})`
    : sql`${sql.ref(column)}::json ->> ${path}`;
}

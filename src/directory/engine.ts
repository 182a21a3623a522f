import type { ColumnDefinitionBuilder } from 'kysely';

/** The databases the directory knows. What they do differently is in this file, and nowhere else. */
export type Engine = 'sqlite' | 'postgres';

/** A primary key that the database gives, ascending, and never gives twice, even after a delete. */
export function identity(engine: Engine): (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder {
  if (engine === 'sqlite') return (column) => column.primaryKey().autoIncrement();
  return (column) => column.primaryKey().generatedAlwaysAsIdentity();
}

/** Whether a transaction has to lock the rows it decides upon. SQLite's have the whole database to themselves. */
export function locksRows(engine: Engine): boolean {
  return engine === 'postgres';
}

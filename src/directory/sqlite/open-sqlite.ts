import { Kysely } from 'kysely';
import { NodeSqliteDialect } from './node-sqlite-dialect.ts';

/**
 * A database in one SQLite file, created when absent, or in memory for `:memory:`. Opened by its first statement, which
 * throws when that is impossible; `destroy()` closes it.
 */
export function openSqlite<Schema>(file: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new NodeSqliteDialect(file) });
}

import { Kysely } from 'kysely';
import { type FileMode, NodeSqliteDialect } from './node-sqlite-dialect.ts';

/**
 * A database in one SQLite file, created when absent, or in memory for `:memory:`; with `read`, one that exists and is
 * only read. Opened by its first statement, which throws when that is impossible; `destroy()` closes it.
 */
export function openSqlite<Schema>(file: string, mode?: FileMode): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new NodeSqliteDialect(file, mode) });
}

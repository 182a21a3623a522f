import { join } from 'node:path';
import { sql } from 'kysely';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { migrationsContract } from '../../contract/migrations-contract.ts';

migrationsContract('SQLite', {
  engine: 'sqlite',
  committed: new URL('../../../src/directory/sqlite/schema.sql', import.meta.url),
  async prepare() {
    const folder = await Deno.makeTempDir();
    return {
      open: () => openSqlite(join(folder, 'directory.db')),
      [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
    };
  },
  /** The statements that make the tables and indexes, as SQLite keeps them, one a line. */
  async schemaOf(db) {
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_schema where sql is not null and name not like 'sqlite_%'
      order by tbl_name, type desc, name`.execute(db);
    return rows.map(({ sql }) => `${sql};\n`).join('');
  },
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { KyselyAuditLog } from '../../../src/directory/audit/kysely-audit-log.ts';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { migrate, NewerSchemaError } from '../../../src/directory/migrations/migrate.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { anna, editOf, groupContent, robot } from '../../support/group-content.ts';

const SCHEMA = new URL('../../../src/directory/sqlite/schema.sql', import.meta.url);

Deno.test('the schema is the committed one', async () => {
  const db = openSqlite(':memory:');
  await migrate(db, 'sqlite');
  const schema = await schemaOf(db);
  await db.destroy();
  assert.equal(schema, await Deno.readTextFile(SCHEMA), `Review this and write it to schema.sql:\n${schema}`);
});

Deno.test('migrating again changes nothing', async () => {
  const db = openSqlite<DirectorySchema>(':memory:');
  await migrate(db, 'sqlite');
  await db.insertInto('route_group').values({ account_id: 1, version: 1, created_at: '', deleted_at: null })
    .execute();
  const schema = await schemaOf(db);
  await migrate(db, 'sqlite');
  assert.equal(await schemaOf(db), schema);
  assert.equal((await db.selectFrom('route_group').selectAll().execute()).length, 1);
  await db.destroy();
});

Deno.test('what happened to groups before there was an audit log is in it', async () => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog });
  const audit = new KyselyAuditLog(db);
  const first = await directory.create(1, groupContent({ name: 'First' }), anna);
  await directory.create(2, groupContent({ name: 'Second' }), robot);
  await directory.remove(editOf(first));
  const events = [(await audit.find(1, { limit: 10 })).events, (await audit.find(2, { limit: 10 })).events];

  await sql`drop table audit_event`.execute(db);
  await sql`delete from directory_migration where name = '0002-audit-log'`.execute(db);
  await migrate(db, 'sqlite');
  assert.deepEqual(
    [(await audit.find(1, { limit: 10 })).events, (await audit.find(2, { limit: 10 })).events],
    events,
  );
  await directory.close();
});

Deno.test('a database of a newer release is refused, untouched, with what to do', async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, 'directory.db');
  const open = () => openDirectory({ db: openSqlite(file), engine: 'sqlite', log: silentLog });
  const directory = await open();
  const created = await directory.create(1, groupContent(), anna);
  await directory.close();

  const db = openSqlite(file);
  await sql`insert into directory_migration values ('0999-later', '2030-01-01T00:00:00.000Z')`.execute(db);
  await assert.rejects(open, (error: Error) => {
    assert.ok(error instanceof NewerSchemaError);
    assert.match(error.message, /newer release .* \(0999-later\).*Start that release/);
    return true;
  });
  await sql`delete from directory_migration where name = '0999-later'`.execute(db);
  await db.destroy();
  const again = await open();
  assert.deepEqual(await again.list(1), [created]);
  await again.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test('a database that can’t be migrated says why', async () => {
  const db = openSqlite(':memory:');
  await sql`create table route_group (other text)`.execute(db);
  await assert.rejects(migrate(db, 'sqlite'), /table "route_group" already exists/);
  const tables = await sql<{ name: string }>`select name from sqlite_schema where name = 'destination'`
    .execute(db);
  assert.deepEqual(tables.rows, []);
  await db.destroy();
});

Deno.test('tables that others keep in the same database stay theirs', async () => {
  const db = openSqlite(':memory:');
  await sql`create table kysely_migration (name text, timestamp text)`.execute(db);
  await sql`insert into kysely_migration values ('somebody-else', '2026-01-01')`.execute(db);
  await migrate(db, 'sqlite');
  await db.destroy();
});

/** The statements that make the tables and indexes, as SQLite keeps them, one a line. */
async function schemaOf<Schema>(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by tbl_name, type desc, name
  `.execute(db);
  return rows.map(({ sql }) => `${sql};\n`).join('');
}

import assert from 'node:assert/strict';
import { type Kysely, sql } from 'kysely';
import { KyselyAuditLog } from '../../src/directory/audit/kysely-audit-log.ts';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import { migrate, NewerSchemaError } from '../../src/directory/migrations/migrate.ts';
import { migrations } from '../../src/directory/migrations/migrations.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { silentLog } from '../../src/log.ts';
import { anna, groupContent } from '../support/group-content.ts';
import type { BareDatabase, MigrationBench } from '../support/migration-tests.ts';

/** What migrations must do on every engine; its name stands in each test's title. */
export function migrationsContract(name: string, { engine, prepare, schemaOf, committed }: MigrationBench) {
  const test = (
    title: string,
    body: (db: Kysely<DirectorySchema>, database: BareDatabase) => Promise<void>,
  ) =>
    Deno.test(`${name} migrations ${title}`, async () => {
      await using database = await prepare();
      const db = database.open();
      try {
        await body(db, database);
      } finally {
        await db.destroy();
      }
    });

  test('make the committed schema', async (db) => {
    await migrate(db, engine);
    const schema = await schemaOf(db);
    assert.equal(
      schema,
      await Deno.readTextFile(committed),
      `Review this and write it to ${committed}:\n${schema}`,
    );
  });

  test('change nothing when they run again', async (db) => {
    await migrate(db, engine);
    await db.insertInto('route_group').values({ account_id: 1, version: 1, created_at: '', deleted_at: null })
      .execute();
    const schema = await schemaOf(db);
    await migrate(db, engine);
    assert.equal(await schemaOf(db), schema);
    assert.equal((await db.selectFrom('route_group').selectAll().execute()).length, 1);
  });

  test('take what happened to groups before there was an audit log into it', async (db) => {
    await migrate(db, engine, { '0001-groups': migrations(engine)['0001-groups'] });
    await sql`insert into route_group (account_id, version, created_at) values (1, 2, 'x'), (2, 1, 'x')`
      .execute(db);
    for (
      const [group, version, action, minute] of [[1, 1, 'created', 1], [2, 1, 'created', 2], [
        1,
        2,
        'deleted',
        3,
      ]]
    ) {
      await sql`insert into route_group_version
        (group_id, version, action, at, actor_kind, actor_id, actor_name, content) values (${group}, ${version},
          ${action}, ${`2026-01-01T00:0${minute}:00.000Z`}, 'user', 'u1', 'Anna', ${`{"name":"Group ${group}","destinations":[]}`})`
        .execute(db);
    }
    await migrate(db, engine);
    const audit = new KyselyAuditLog(db);
    const told = async (accountId: number) =>
      (await audit.find(accountId, { limit: 10 })).events.map((
        { at, actor, action, subject, group },
      ) => [at.toISOString(), actor, action, subject, group?.content.version]);
    assert.deepEqual(await told(1), [
      ['2026-01-01T00:03:00.000Z', anna, 'group deleted', 'Group 1', 2],
      ['2026-01-01T00:01:00.000Z', anna, 'group created', 'Group 1', 1],
    ]);
    assert.deepEqual(await told(2), [['2026-01-01T00:02:00.000Z', anna, 'group created', 'Group 2', 1]]);
  });

  test(
    'refuse a database of a newer release, leave it as it is, and say what to do',
    async (db, database) => {
      const newer = { ...migrations(engine), '0999-later': { up: () => Promise.resolve() } };
      await migrate(db, engine, newer);
      const schema = await schemaOf(db);
      const open = () => openDirectory({ db: database.open(), engine, log: silentLog });
      await assert.rejects(open, (error: Error) => {
        assert.ok(error instanceof NewerSchemaError);
        assert.match(error.message, /newer release .* \(0999-later\).*Start that release/);
        return true;
      });
      assert.equal(await schemaOf(db), schema);
      await sql`delete from directory_migration where name = '0999-later'`.execute(db);
      const directory = await open();
      assert.equal((await directory.create(1, groupContent(), anna)).group.id, 1);
      await directory.close();
    },
  );

  test('say why they can not be done, and do none of it', async (db) => {
    await sql`create table route_group (other text)`.execute(db);
    await assert.rejects(migrate(db, engine), /"route_group" already exists/);
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    assert.deepEqual(tables.filter((name) => !name.startsWith('directory_migration')), ['route_group']);
  });

  test('leave tables alone that others keep in the same database', async (db) => {
    await sql`create table kysely_migration (name text, timestamp text)`.execute(db);
    await sql`insert into kysely_migration values ('somebody-else', '2026-01-01')`.execute(db);
    await migrate(db, engine);
    await migrate(db, engine);
  });

  test('take turns when many nodes start at once', async (_db, database) => {
    const nodes = Array.from({ length: 10 }, () => database.open());
    await Promise.all(nodes.map((node) => migrate(node, engine)));
    const ran = await sql<{ name: string }>`select name from directory_migration order by name`.execute(
      nodes[0],
    );
    assert.deepEqual(ran.rows.map(({ name }) => name), Object.keys(migrations(engine)));
    for (const node of nodes) await node.destroy();
  });
}

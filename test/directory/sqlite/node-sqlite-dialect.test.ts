import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Generated, type Kysely, sql } from 'kysely';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';

interface Schema {
  line: { id: Generated<number>; text: string; parent: number | null };
}

function test(title: string, body: (db: Kysely<Schema>, file: string) => Promise<void>) {
  Deno.test(title, async () => {
    const folder = await Deno.makeTempDir();
    const file = join(folder, 'lines.db');
    const db = openSqlite<Schema>(file);
    try {
      await db.schema.createTable('line')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('parent', 'integer', (column) => column.references('line.id'))
        .execute();
      await body(db, file);
    } finally {
      await db.destroy();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

const add = (db: Kysely<Schema>, text: string) =>
  db.insertInto('line').values({ text, parent: null }).executeTakeFirstOrThrow();
const texts = async (db: Kysely<Schema>) =>
  (await db.selectFrom('line').select('text').orderBy('id').execute()).map(({ text }) => text);

test('a commit is on the disk before it is answered, and readers never wait', async (db) => {
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  assert.equal(journal.rows[0].journal_mode, 'wal');
  const synchronous = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  assert.equal(synchronous.rows[0].synchronous, 2, 'FULL is 2 (sqlite.org/pragma.html)');
});

test('a statement answers what it inserted, changed and read', async (db) => {
  assert.equal((await add(db, 'first')).insertId, 1n);
  const second = await db.insertInto('line').values({ text: 'second', parent: 1 }).returningAll().execute();
  assert.deepEqual(second.map((row) => ({ ...row })), [{ id: 2, text: 'second', parent: 1 }]);
  const changed = await db.updateTable('line').set({ text: 'same' }).executeTakeFirst();
  assert.equal(changed.numUpdatedRows, 2n);
  const streamed = [];
  for await (const { id } of db.selectFrom('line').select('id').stream()) streamed.push(id);
  assert.deepEqual(streamed, [1, 2]);
});

test('a row may refer only to a row that exists', async (db) => {
  await assert.rejects(
    db.insertInto('line').values({ text: 'orphan', parent: 7 }).execute(),
    /FOREIGN KEY constraint failed/,
  );
});

test('nothing slips into somebody else’s transaction', async (db) => {
  const failing = db.transaction().execute(async (transaction) => {
    await add(transaction, 'undone');
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error('changed my mind');
  });
  const beside = add(db, 'kept');
  await assert.rejects(failing, /changed my mind/);
  await beside;
  assert.deepEqual(await texts(db), ['kept']);
});

test('a full disk is named, undoes the transaction and heals', async (db) => {
  await add(db, 'before');
  const { rows: [{ page_count }] } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(page_count)}`.execute(db);
  const tooMuch = db.transaction().execute(async (transaction) => {
    await add(transaction, 'small');
    await add(transaction, 'x'.repeat(100_000));
  });
  await assert.rejects(tooMuch, /database or disk is full/);
  assert.deepEqual(await texts(db), ['before']);
  await sql`pragma max_page_count = 1000000`.execute(db);
  await add(db, 'after');
  assert.deepEqual(await texts(db), ['before', 'after']);
});

test('a write waits for another connection’s without holding up the event loop', async (db, file) => {
  const other = new DatabaseSync(file);
  other.exec("begin immediate; insert into line (text) values ('theirs')");
  const ours = add(db, 'ours');
  const transaction = db.transaction().execute((transaction) => add(transaction, 'ours as well'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  other.exec('commit');
  other.close();
  await Promise.all([ours, transaction]);
  assert.deepEqual(await texts(db), ['theirs', 'ours', 'ours as well']);
});

Deno.test('opening a new file waits for another process that is about to do the same', async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, 'new.db');
  const other = new DatabaseSync(file);
  other.exec('begin exclusive; create table line (id integer primary key, text text, parent integer)');
  const db = openSqlite<Schema>(file);
  const reading = texts(db);
  await new Promise((resolve) => setTimeout(resolve, 20));
  other.exec('commit');
  other.close();
  assert.deepEqual(await reading, []);
  await db.destroy();
  await Deno.remove(folder, { recursive: true });
});

Deno.test('a database in memory is one database for all who share it', async () => {
  const db = openSqlite<Schema>(':memory:');
  await sql`create table line (id integer primary key, text text, parent integer)`.execute(db);
  await Promise.all([add(db, 'a'), db.transaction().execute((transaction) => add(transaction, 'b'))]);
  assert.deepEqual(await texts(db), ['a', 'b']);
  await db.destroy();
});

Deno.test('a file that can’t be a database is refused by its name, with what to do', async () => {
  const folder = await Deno.makeTempDir();
  const text = join(folder, 'text.db');
  await Deno.writeTextFile(text, 'This is no database. '.repeat(100));
  for (const file of [text, join(folder, 'missing', 'new.db'), folder]) {
    const db = openSqlite<Schema>(file);
    await assert.rejects(texts(db), (error: Error) => {
      assert.ok(error.message.includes(file), error.message);
      assert.match(error.message, /must exist and be writable/);
      return true;
    });
    await db.destroy();
  }
  await Deno.remove(folder, { recursive: true });
});

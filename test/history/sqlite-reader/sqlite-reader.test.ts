import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { openSqliteReader } from '../../../src/history/sqlite-reader/open-sqlite-reader.ts';

interface Schema {
  line: { id: number; text: string; parent: number | null };
}

interface Parts {
  readonly db: Kysely<Schema>;
  /** Who writes the file. */
  readonly writer: DatabaseSync;
}

const LINES = 1000;

/** A file with lines that somebody has open for writing, and its reader. */
function test(title: string, body: (parts: Parts) => Promise<void>) {
  Deno.test(title, async () => {
    const folder = await Deno.makeTempDir();
    const file = join(folder, 'lines.db');
    const writer = new DatabaseSync(file);
    writer.exec(
      'pragma journal_mode = wal; create table line (id integer primary key, text text, parent integer)',
    );
    writer.exec(
      `insert into line with recursive n (i) as (values (1) union all select i + 1 from n where i < ${LINES})
      select i, 'line ' || i, nullif(i - 1, 0) from n`,
    );
    const db = openSqliteReader<Schema>(file);
    try {
      await body({ db, writer });
    } finally {
      await db.destroy();
      writer.close();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** A statement that takes its time, and ends. */
const countFar = (db: Kysely<Schema>, far: number) =>
  sql<{ counted: number }>`with recursive n (i) as (values (1) union all select i + 1 from n where i < ${far})
    select count(*) as counted from n`.execute(db);

/** Lines without end, each with its number. */
const endless = (db: Kysely<Schema>) =>
  db.selectFrom(
    sql<{ i: number }>`(with recursive n (i) as (values (1) union all select i + 1 from n) select i from n)`
      .as('n'),
  ).selectAll();

const lines = (db: Kysely<Schema>) => db.selectFrom('line').selectAll().orderBy('id');

test('a reader has rows as their writer committed them', async ({ db, writer }) => {
  const [first, second, ...rest] = await lines(db).execute();
  assert.deepEqual([first, second], [
    { id: 1, text: 'line 1', parent: null },
    { id: 2, text: 'line 2', parent: 1 },
  ]);
  assert.equal(rest.length, LINES - 2);
  writer.exec("update line set text = 'changed' where id = 2");
  assert.deepEqual(await db.selectFrom('line').select('text').where('id', '=', 2).execute(), [{
    text: 'changed',
  }]);
  assert.deepEqual(await lines(db).where('id', '<', 0).execute(), []);
});

test('a reader writes nothing, and knows no transactions', async ({ db }) => {
  await assert.rejects(
    db.insertInto('line').values({ id: 0, text: 'no', parent: null }).execute(),
    /attempt to write a readonly database/,
  );
  await assert.rejects(
    db.transaction().execute((transaction) => lines(transaction).execute()),
    /no transactions/,
  );
});

test('a statement that fails says why, and the next one is answered', async ({ db }) => {
  await assert.rejects(sql`select absent from line`.execute(db), /no such column: absent/);
  await assert.rejects(sql`select ${sql.val(Symbol())}`.execute(db), /could not be cloned/);
  assert.equal((await lines(db).execute()).length, LINES);
});

test('a file that is not there is refused by its name, until it is there', async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, 'later.db');
  const db = openSqliteReader<Schema>(file);
  await assert.rejects(lines(db).execute(), (error: Error) => error.message.includes(file));
  const writer = new DatabaseSync(file);
  writer.exec('create table line (id integer primary key)');
  assert.deepEqual(await lines(db).execute(), []);
  writer.close();
  await db.destroy();
  await Deno.remove(folder, { recursive: true });
});

test('calls are answered while a statement takes its time', async ({ db }) => {
  let isOver = false;
  const counting = countFar(db, 2_000_000).finally(() => isOver = true);
  let turns = 0;
  while (!isOver) {
    await setImmediate();
    turns += 1;
  }
  assert.deepEqual((await counting).rows, [{ counted: 2_000_000 }]);
  // On this thread it would have been a single turn.
  assert.ok(turns > 100, `${turns} turns of the event loop`);
});

test('a stream gives every row once, in order, whatever the size of its chunks', async ({ db }) => {
  for (const chunk of [1, 7, LINES, LINES + 1]) {
    const ids = [];
    for await (const { id } of db.selectFrom('line').select('id').orderBy('text').stream(chunk)) ids.push(id);
    const sorted = await db.selectFrom('line').select('id').orderBy('text').execute();
    assert.deepEqual(ids, sorted.map(({ id }) => id), `chunks of ${chunk}`);
  }
});

test('a stream has parameters as any statement has', async ({ db }) => {
  const texts = [];
  const query = db.selectFrom('line').select('text').where('id', '>', 997).where('text', '!=', 'line 999');
  for await (const { text } of query.orderBy('id', 'desc').stream()) texts.push(text);
  assert.deepEqual(texts, ['line 1000', 'line 998']);
});

test('a stream reads as much as is taken from it, and lets others have their turn', async ({ db, writer }) => {
  let taken = 0;
  for await (const { i } of endless(db).stream(10)) {
    assert.equal(i, ++taken);
    if (taken === 20) writer.exec('delete from line where id > 1');
    if (taken === 25) {
      assert.equal((await lines(db).execute()).length, 1, 'a later statement sees what came later');
    }
    if (taken === 55) break;
  }
  assert.equal((await lines(db).execute()).length, 1);
});

test('a stream that broke off fails, and does not pass for a whole one', async ({ db, writer }) => {
  writer.exec("update line set text = '{broken' where id = 500; update line set text = '1' where id <> 500");
  let taken = 0;
  const read = async () => {
    const query = db.selectFrom('line').select(sql`json(text)`.as('json')).orderBy('id');
    for await (const _ of query.stream(100)) taken += 1;
  };
  await assert.rejects(read, /Reading broke off/);
  assert.ok(taken < 500);
});

test('nothing of a stream that was left stays open', async ({ db, writer }) => {
  for await (const _ of lines(db).stream(10)) break;
  writer.exec('delete from line');
  const { busy } = writer.prepare('pragma wal_checkpoint(truncate)').get()!;
  assert.equal(busy, 0, 'nobody holds on to what was before');
});

test('an aborted stream ends, and what nobody waits for any more is not begun', async ({ db }) => {
  const abort = new AbortController();
  const reading = async () => {
    for await (const _ of endless(db).stream({ chunkSize: 10, signal: abort.signal })) abort.abort();
  };
  await assert.rejects(reading, { name: 'AbortError' });
  const counting = countFar(db, 1_000_000);
  const unwanted = new AbortController();
  const never = endless(db).execute({ signal: unwanted.signal });
  await setImmediate();
  unwanted.abort();
  await assert.rejects(never, { name: 'AbortError' });
  assert.equal((await counting).rows[0].counted, 1_000_000);
  assert.equal((await lines(db).execute()).length, LINES);
});

test('closing lets nobody wait: what is under way fails', async ({ db, writer }) => {
  const stream = lines(db).stream(10);
  await stream.next();
  const counting = assert.rejects(countFar(db, 3_000_000), /The database was closed/);
  const waiting = assert.rejects(lines(db).execute(), /The database was closed/);
  await setImmediate();
  await db.destroy();
  await counting;
  await waiting;
  await assert.rejects(async () => {
    while (!(await stream.next()).done);
  }, /The database was closed/);
  await assert.rejects(lines(db).execute(), /destroyed/);
  writer.exec('delete from line');
});

test('closing ends the streams, and leaves the file to its writer', async ({ db, writer }) => {
  const stream = lines(db).stream(10);
  await stream.next();
  await db.destroy();
  writer.exec('delete from line');
  assert.equal(writer.prepare('pragma wal_checkpoint(truncate)').get()!.busy, 0);
});

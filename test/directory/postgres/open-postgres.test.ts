import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { openPostgres as startServer } from '../../../scripts/postgres.ts';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { freshDatabase } from '../../support/postgres.ts';

interface Schema {
  line: { text: string };
}

function test(title: string, body: (db: Kysely<Schema>, url: string) => Promise<void>) {
  Deno.test(title, async () => {
    await using database = await freshDatabase();
    const db = openPostgres<Schema>(database.url);
    try {
      await sql`create table line (text text not null)`.execute(db);
      await body(db, database.url);
    } finally {
      await db.destroy();
    }
  });
}

const add = (db: Kysely<Schema>, text: string) => db.insertInto('line').values({ text }).execute();
const texts = async (db: Kysely<Schema>) =>
  (await db.selectFrom('line').select('text').orderBy('text').execute()).map(({ text }) => text);

/** Breaks every connection to the database but the one it uses. */
async function breakConnections(url: string) {
  const other = openPostgres(url);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(other);
  await other.destroy();
}

/** Until it works: the news that a connection broke is on its way. */
async function eventually(work: () => Promise<unknown>, tries = 100) {
  while (tries-- > 1) {
    try {
      return await work();
    } catch { /* not yet */ }
    await delay(10);
  }
  await work();
}

test('64-bit integers are numbers where these are exact, and text where not', async (db) => {
  const { rows } = await sql`select count(*) as small, 9007199254740993 as large from line`.execute(db);
  assert.deepEqual(rows, [{ small: 0, large: '9007199254740993' }]);
});

test('the server knows us by name, and breaks off what is stuck', async (db) => {
  const { rows: [settings] } = await sql<Record<string, string>>`
    select current_setting('application_name') as name, current_setting('statement_timeout') as statement,
      current_setting('idle_in_transaction_session_timeout') as transaction`.execute(db);
  assert.deepEqual(settings, { name: 'plum-routes', statement: '10s', transaction: '10s' });
});

test('an unused connection that breaks is replaced without a word', async (db, url) => {
  await add(db, 'before');
  await breakConnections(url);
  await eventually(() => add(db, 'after'));
  assert.deepEqual(await texts(db), ['after', 'before']);
});

test('a connection that breaks inside a transaction undoes that one alone', async (db, url) => {
  const broken = db.transaction().execute(async (transaction) => {
    await add(transaction, 'undone');
    await breakConnections(url);
    await add(transaction, 'undone as well');
  });
  await assert.rejects(broken);
  await add(db, 'kept');
  assert.deepEqual(await texts(db), ['kept']);
});

Deno.test('a connection whose query is left unanswered is not used again', async () => {
  const server = await startServer();
  const db = openPostgres(server.url(), { patienceMs: 200 });
  const connection = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0].pid;
  try {
    const stuck = await connection();
    Deno.kill(stuck, 'SIGSTOP');
    await assert.rejects(connection(), /The database has not answered for 200 ms/);
    assert.notEqual(await connection(), stuck);
    Deno.kill(stuck, 'SIGCONT');
  } finally {
    await db.destroy();
    await server.close();
  }
});

Deno.test('a server that can not be reached is named, and used again when it is back', async () => {
  const server = await startServer();
  const db = openPostgres(server.url());
  const ask = () => sql`select 1 as one`.execute(db);
  try {
    await ask();
    await server.stop();
    const { port } = server;
    const named = { message: new RegExp(`127\\.0\\.0\\.1:${port}/postgres can't be used`) };
    await eventually(() => assert.rejects(ask(), named));
    await server.start();
    assert.deepEqual((await ask()).rows, [{ one: 1 }]);
  } finally {
    await db.destroy();
    await server.close();
  }
});

Deno.test('sslmode=verify-full takes the certificate of the authority in sslrootcert, and no other', async () => {
  const file = (name: string) => new URL(`../../support/tls/${name}`, import.meta.url).pathname;
  const [certificate, key] = [file('server.crt'), file('server.key')].map((path) =>
    Deno.readTextFileSync(path)
  );
  const server = await startServer({ tls: { certificate, key } });
  const encrypted = async (authority: string) => {
    const db = openPostgres(`${server.url()}?sslmode=verify-full&sslrootcert=${authority}`);
    try {
      const { rows: [{ ssl }] } = await sql<{ ssl: boolean }>`
        select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(db);
      return ssl;
    } finally {
      await db.destroy();
    }
  };
  try {
    assert.equal(await encrypted(file('ca.crt')), true);
    await assert.rejects(
      encrypted(file('other-ca.crt')),
      /can't be used: unable to verify the first certificate/,
    );
    await assert.rejects(encrypted(file('no.crt')), /can't be used: .*no such file.*no\.crt/);
  } finally {
    await server.close();
  }
});

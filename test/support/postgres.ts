import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../../src/log.ts';
import { openAuth } from '../../src/manager/auth/open-auth.ts';

/** A database of one test's own. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** Ends whatever is still connected. */
  drop(): Promise<void>;
}

/** A database as a started service leaves it. Throws with what to do when there is no server for tests. */
export async function freshDatabase(): Promise<TestDatabase> {
  return await createDatabase(await (migrated ??= prepareTemplate()));
}

/** A database without any table. Throws as `freshDatabase` does. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return await createDatabase('template0');
}

/** Makes tests take turns that run in different processes. */
const TEMPLATE_LOCK = 7_586_002;

/** Where the tables come from: a template is good for as long as nothing of this changes. */
const MIGRATING = ['src/directory', 'src/manager/auth', 'deno.lock'];

const ROOT = new URL('../../', import.meta.url);

/** The template's name, once it is there. */
let migrated: Promise<string> | undefined;

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `plum_test_${crypto.randomUUID().replaceAll('-', '')}`;
  await asSuperuser((client) => client.query(`create database ${name} template ${template}`));
  const drop = async () =>
    void await asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`));
  return { url: urlOf(name), drop, [Symbol.asyncDispose]: drop };
}

async function prepareTemplate(): Promise<string> {
  const name = `plum_template_${await fingerprint()}`;
  await asSuperuser(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows: [found] } = await client.query(
      'select datistemplate as finished from pg_database where datname = $1',
      [name],
    );
    if (found?.finished) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template template0`);
    await migrateEverything(urlOf(name));
    await client.query(`alter database ${name} is_template true`);
  });
  return name;
}

async function migrateEverything(url: string) {
  const db = openPostgres<DirectorySchema>(url);
  const directory = await openDirectory({ db, engine: 'postgres', log: silentLog });
  await openAuth({
    database: db,
    engine: 'postgres',
    secret: 'a secret for tests, 32 characters and more',
    publicUrl: 'http://localhost:8080',
    log: silentLog,
    audit: () => {},
  });
  await directory.close();
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of MIGRATING) for await (const text of textsOf(new URL(path, ROOT))) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

async function* textsOf(path: URL): AsyncGenerator<string> {
  if ((await Deno.stat(path)).isFile) return yield await Deno.readTextFile(path);
  const entries = [...Deno.readDirSync(path)].map(({ name }) => name).sort();
  for (const name of entries) yield* textsOf(new URL(`${path}/${name}`));
}

async function asSuperuser<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

/** Where tests make their databases, as a superuser. Throws when nobody said. */
export function serverUrl(): string {
  const url = Deno.env.get('TEST_DATABASE_URL');
  if (url) return url;
  throw new Error(
    'This test needs a PostgreSQL server. `deno task test PATH` starts one and runs the tests of PATH; ' +
      'or set TEST_DATABASE_URL to a server that tests may make databases on, as in postgres://postgres@127.0.0.1:5432/postgres.',
  );
}

import assert from 'node:assert/strict';
import { openPeople } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../../src/log.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { emptyDatabase } from '../support/postgres.ts';

const SECRET = 'a-secret-for-tests-of-32-characters';
const SETUP = { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: 'correct horse battery' };

/** A command line beside the empty database of a cluster. */
async function besideDatabase(body: (cli: CommandLine, env: Record<string, string>) => Promise<void>) {
  await using database = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const env = { DATABASE_URL: database.url, SECRET, DATA_DIR: dataDir };
  const cli = commandLine();
  Object.assign(cli.env, env);
  try {
    await body(cli, env);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test('setup and key create work on the database of a cluster, beside its nodes', () =>
  besideDatabase(async ({ run, env }, place) => {
    Object.assign(env, SETUP);
    assert.match((await run('setup --account Acme')).out, /^The account Acme is set up\./);
    const { exitCode, out } = await run('key create --name Nightly');
    assert.equal(exitCode, 0);
    const { auth, directory } = await openPeople(readConfig(place, '/'), silentLog);
    assert.equal((await auth.keys.verify(out.trim()))?.actor.name, 'Nightly');
    await directory.close();
  }));

Deno.test('a mistaken DATABASE_URL makes no tables', () =>
  besideDatabase(async ({ run }, { DATABASE_URL }) => {
    const { exitCode, err } = await run('key create --name A');
    assert.deepEqual([exitCode, err], [
      1,
      'Nothing is set up in the database. Check DATABASE_URL, or set it up with `deno task routes setup`.\n',
    ]);
    const db = openPostgres(DATABASE_URL);
    assert.deepEqual(await db.introspection.getTables(), []);
    await db.destroy();
  }));

Deno.test('a database that does not answer is named, without its password', () =>
  besideDatabase(async ({ run, env }) => {
    Object.assign(env, SETUP, { DATABASE_URL: 'postgres://plum:secret@127.0.0.1:1/routes' });
    for (const command of ['setup --account Acme', 'key create --name A', 'password-link ann@example.com']) {
      const { exitCode, err } = await run(command);
      assert.deepEqual([exitCode, err], [
        1,
        "The database 127.0.0.1:1/routes can't be used: connect ECONNREFUSED 127.0.0.1:1\n",
      ]);
    }
  }));

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDirectory } from '../../src/switchboard/directory-lock.ts';
import { ask, beforeTheMove, livedIn, type Row } from '../support/before-the-move.ts';

function askFile(dataDir: string, file: string, sql: string): Row[] {
  using db = new DatabaseSync(join(dataDir, file), { readOnly: true });
  return db.prepare(sql).all();
}

/** Each table of the files, with its rows as texts, but for what only the engine itself keeps. */
function tablesOf(dataDir: string): Map<string, Row[]> {
  const names = (file: string) =>
    askFile(dataDir, file, `SELECT name FROM sqlite_schema WHERE type = 'table'`).map(({ name }) =>
      String(name)
    )
      .filter((name) => !name.startsWith('sqlite_') && !name.startsWith('directory_migration'));
  return new Map(
    ['directory.db', 'switchboard.db'].flatMap((file) =>
      names(file).map((name) => [name, askFile(dataDir, file, `SELECT * FROM "${name}"`)] as const)
    ),
  );
}

/** Rows as both engines tell them: truths as 0 and 1, times as ISO 8601, in one order. */
function comparable(rows: readonly Row[], columns: readonly string[]): string[] {
  const plain = (value: unknown) =>
    typeof value === 'boolean' ? Number(value) : value instanceof Date ? value.toISOString() : value;
  return rows.map((row) => columns.map((column) => plain(row[column]) ?? 'null').join(' | ')).sort();
}

/** A ledger without its counts of calls in progress, which the files do not have. */
const withoutActive = (row: Row): Row =>
  row.tallies ? { ...row, tallies: JSON.stringify(JSON.parse(String(row.tallies)).map(dropActive)) } : row;
const dropActive = ([id, , ...rest]: number[]) => [id, ...rest];

Deno.test('move: every row of every table arrives as it was', async () => {
  await using place = await beforeTheMove();
  const { exitCode, err } = await place.move();
  assert.equal(exitCode, 0, err);
  const tables = tablesOf(place.dataDir);
  for (const name of ['route_group_version', 'audit_event', 'twoFactor', 'apiKey', 'invitation', 'attempt']) {
    assert.ok(tables.get(name)!.length > 0, `the installation has something in ${name}`);
  }
  for (const [name, rows] of tables) {
    const columns = Object.keys(rows[0] ?? {});
    const arrived = await ask(place.url, `SELECT * FROM "${name}"`);
    const [expected, actual] = [rows, arrived].map((each) => comparable(each.map(withoutActive), columns));
    assert.deepEqual(actual, expected, name);
  }
});

Deno.test('move: a ledger counts the calls in progress', async () => {
  await using place = await beforeTheMove();
  await place.move();
  const open = await ask(
    place.url,
    'SELECT destination_id::integer AS id, count(*)::integer AS active FROM attempt WHERE ended_at_ms IS NULL GROUP BY 1',
  );
  const ledgers = await ask(place.url, 'SELECT tallies FROM ledger');
  const counted = ledgers.flatMap(({ tallies }) => JSON.parse(String(tallies)) as number[][])
    .filter(([, active]) => active > 0).map(([id, active]) => ({ id, active }));
  assert.ok(open.length >= 3);
  assert.deepEqual(
    new Set(counted.map((each) => JSON.stringify(each))),
    new Set(open.map((each) => JSON.stringify(each))),
  );
});

Deno.test('move: says what moved, and what to do next', async () => {
  await using place = await beforeTheMove();
  const { exitCode, out, err } = await place.move();
  assert.equal(exitCode, 0, err);
  assert.match(out, /^TABLE +ROWS\n/);
  assert.match(out, /^attempt +41$/m);
  assert.match(err, new RegExp(`DATABASE_URL.*SECRET to what ${place.dataDir}/secret has`));
});

Deno.test('move --json: has the numbers of rows', async () => {
  await using place = await beforeTheMove();
  const { moved, rows } = JSON.parse((await place.move('--json')).out);
  assert.equal(moved, true);
  assert.deepEqual([rows.tenant, rows.attempt], [2, 41]);
});

Deno.test('move --dry-run: says what would move, and changes nothing', async () => {
  await using place = await beforeTheMove();
  const { exitCode, out, err } = await place.move('--dry-run');
  assert.equal(exitCode, 0, err);
  assert.match(out, /^attempt +41$/m);
  assert.equal(err, 'This would move. Nothing was changed.\n');
  assert.deepEqual(await ask(place.url, `SELECT FROM pg_tables WHERE schemaname = 'public'`), []);
});

/** As a server leaves its file when it is killed: what it committed last is in the write-ahead log alone. */
function killServerAfter(file: string, sql: string) {
  const kept = new Map<string, Uint8Array>();
  const db = new DatabaseSync(file);
  db.exec(sql);
  for (const path of [file, `${file}-wal`]) kept.set(path, Deno.readFileSync(path));
  db.close();
  for (const [path, bytes] of kept) Deno.writeFileSync(path, bytes);
}

Deno.test('move: the files stay as they are, even those of a server that was killed', async () => {
  await using place = await beforeTheMove();
  const paths = ['directory.db', 'switchboard.db', 'switchboard.db-wal', 'secret'].map((name) =>
    join(place.dataDir, name)
  );
  killServerAfter(paths[1], `DELETE FROM attempt WHERE session = 'caller-30'`);
  const before = paths.map((path) => Deno.readFileSync(path));
  const { exitCode, out } = await place.move();
  assert.equal(exitCode, 0);
  assert.match(out, /^attempt +40$/m);
  assert.deepEqual(paths.map((path) => Deno.readFileSync(path)), before);
});

Deno.test('move: takes the address from DATABASE_URL, where nobody sees its password', async () => {
  await using place = await beforeTheMove();
  place.cli.env.DATABASE_URL = place.url;
  assert.equal((await place.cli.run('move')).exitCode, 0);
});

Deno.test('move: not while a server runs on the files', async () => {
  await using place = await beforeTheMove();
  const unlock = lockDirectory(place.dataDir);
  const { exitCode, err } = await place.move();
  unlock();
  assert.equal(exitCode, 1);
  assert.match(err, /^Nothing was moved\. .* is in use by another server\. Stop it/);
});

Deno.test('move: not into a database that has an installation, as it has after the first time', async () => {
  await using place = await beforeTheMove();
  await place.move();
  for (const flags of ['', '--dry-run']) {
    const { exitCode, err } = await place.move(flags);
    assert.deepEqual([exitCode, err], [
      1,
      'Nothing was moved. The database has an installation already. Give an empty one.\n',
    ]);
  }
});

Deno.test("move: not into somebody else's tables", async () => {
  await using place = await beforeTheMove();
  await ask(place.url, 'CREATE TABLE invoice (id integer)');
  assert.match((await place.move()).err, /^Nothing was moved\. .*something else \(invoice\)/);
});

Deno.test('move: what broke off has moved nothing, and can be done again', async () => {
  await using place = await beforeTheMove();
  using db = new DatabaseSync(join(place.dataDir, 'switchboard.db'));
  db.exec(`UPDATE ledger SET tallies = 'torn' WHERE group_id = ${livedIn.sales.id}`);
  const broken = await place.move();
  assert.equal(broken.exitCode, 1);
  assert.match(broken.err, /^Nothing was moved\. /);
  assert.deepEqual(await ask(place.url, 'SELECT FROM tenant'), []);
  db.exec(`UPDATE ledger SET tallies = '[]' WHERE group_id = ${livedIn.sales.id}`);
  const { exitCode, err } = await place.move();
  assert.equal(exitCode, 0, err);
});

Deno.test('move: not what a newer release wrote', async () => {
  await using place = await beforeTheMove();
  const change = (file: string, sql: string) => {
    using db = new DatabaseSync(join(place.dataDir, file));
    db.exec(sql);
  };
  const refusal = async () => {
    const { exitCode, err } = await place.move();
    assert.equal(exitCode, 1);
    return err;
  };
  change('directory.db', 'CREATE TABLE passkey (id TEXT, name TEXT)');
  assert.match(await refusal(), /A newer release wrote passkey\.id, passkey\.name\./);
  change('directory.db', `DROP TABLE passkey; INSERT INTO directory_migration VALUES ('9999-later', '')`);
  assert.match(await refusal(), /A newer release of Plum Routes has changed this database \(9999-later\)/);
  change('directory.db', `DELETE FROM directory_migration WHERE name = '9999-later'`);
  change('switchboard.db', 'PRAGMA user_version = 1000');
  assert.match(await refusal(), /The switchboard was written by a newer release\./);
});

Deno.test('move: not into a database that a newer release changed', async () => {
  await using place = await beforeTheMove();
  await place.move();
  const names = [...tablesOf(place.dataDir).keys()].map((name) => `"${name}"`);
  await ask(place.url, `TRUNCATE ${names.join()}`);
  await ask(place.url, `INSERT INTO directory_migration VALUES ('9999-later', '')`);
  const { exitCode, err } = await place.move();
  assert.equal(exitCode, 1);
  assert.match(err, /A newer release of Plum Routes has changed this database \(9999-later\)/);
});

Deno.test('move: says where it looked in vain', async () => {
  await using place = await beforeTheMove();
  const nobody = await place.cli.run('move --to postgres://ann:secret@127.0.0.1:1/plum');
  assert.equal(nobody.exitCode, 1);
  assert.match(
    nobody.err,
    /^Nothing was moved\. The database 127\.0\.0\.1:1\/plum can't be used: .*ECONNREFUSED/,
  );
  assert.equal((await place.cli.run('move --to mysql://127.0.0.1/plum')).exitCode, 2);
  assert.equal((await place.cli.run('move')).exitCode, 2);
  place.cli.env.DATA_DIR = join(place.dataDir, 'nowhere');
  assert.match((await place.move()).err, /^Nothing is set up in /);
});

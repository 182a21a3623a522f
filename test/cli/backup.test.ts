import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { commandLine } from '../support/command-line.ts';
import { call, liveIn } from '../support/lived-in-installation.ts';

/** Folders, the command line beside them, and an installation in which something has happened. */
async function inFolders() {
  const folder = await Deno.makeTempDir();
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'backups', 'copy')];
  const cli = commandLine();
  cli.env.DATA_DIR = dataDir;
  return {
    dataDir,
    copy,
    cli,
    livedIn: await liveIn(dataDir),
    back: (flags = '') => cli.run(`backup ${copy} ${flags}`),
    serve: (path: string) => compose(readConfig({ DATA_DIR: path }, '/'), silentLog),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test('backup: a server that starts from the copy knows everything that was answered before', async () => {
  await using place = await inFolders();
  const { livedIn } = place;
  const { exitCode, err } = await place.back();
  assert.deepEqual([exitCode, err], [0, '']);
  livedIn.service = await place.serve(place.copy);
  try {
    assert.equal((await livedIn.owner.must('GET', '/api/v1/me')).email, 'owner@example.com');
    assert.equal((await call(livedIn, livedIn.sales.url, 'tried-all')).error, 'exhausted');
    assert.equal((await call(livedIn, livedIn.support.completeUrl, 'caller-30')).completed, 1);
  } finally {
    await livedIn.service.close();
  }
});

Deno.test('backup: beside a server that answers calls, and goes on doing so', async () => {
  await using place = await inFolders();
  const { livedIn, copy } = place;
  livedIn.service = await place.serve(place.dataDir);
  const answers: Record<string, unknown>[] = [];
  let isOver = false;
  const caller = (async () => {
    while (!isOver) answers.push(await call(livedIn, livedIn.support.url, `during-${answers.length}`));
  })();
  const before = await call(livedIn, livedIn.support.url, 'before');
  assert.equal((await place.back()).exitCode, 0);
  isOver = true;
  await caller;
  await livedIn.service.close();
  assert.ok(answers.length > 0);
  assert.deepEqual(answers.filter(({ success, degraded }) => !success || degraded), []);
  using db = new DatabaseSync(join(copy, 'switchboard.db'), { readOnly: true });
  assert.equal(before.success, true);
  assert.ok(db.prepare(`SELECT 1 FROM attempt WHERE session = 'before'`).get());
  assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
});

Deno.test('backup: says what it made, and how large', async () => {
  await using place = await inFolders();
  const { out } = await place.back();
  assert.match(out, /^FILE +KB\nswitchboard\.db +\d+\ndirectory\.db +\d+\nsecret +1\n$/);
});

Deno.test('backup --json: has the sizes in bytes', async () => {
  await using place = await inFolders();
  const { folder, files } = JSON.parse((await place.back('--json')).out);
  assert.equal(folder, place.copy);
  assert.deepEqual(
    files,
    ['switchboard.db', 'directory.db', 'secret'].map((name) => ({
      name,
      bytes: Deno.statSync(join(place.copy, name)).size,
    })),
  );
});

Deno.test('backup: nobody else reads the copy', async () => {
  await using place = await inFolders();
  await place.back();
  const modes = [
    place.copy,
    ...['switchboard.db', 'directory.db', 'secret'].map((name) => join(place.copy, name)),
  ]
    .map((path) => (Deno.statSync(path).mode! & 0o777).toString(8));
  assert.deepEqual(modes, ['700', '600', '600', '600']);
});

Deno.test('backup: writes over nothing', async () => {
  await using place = await inFolders();
  await place.back();
  const again = await place.back();
  assert.deepEqual([again.exitCode, again.err], [2, `${place.copy} is not empty. Name another folder.\n`]);
});

Deno.test('backup: what fails leaves the folder empty, so that nobody takes it for a copy', async () => {
  await using place = await inFolders();
  const text = 'This is not a database, but a text of some length. '.repeat(90);
  Deno.writeTextFileSync(join(place.dataDir, 'directory.db'), text);
  const { exitCode, err } = await place.back();
  assert.equal(exitCode, 1);
  assert.ok(err.startsWith(`${place.dataDir} can't be copied: `), err);
  assert.deepEqual([...Deno.readDirSync(place.copy)], []);
});

Deno.test('backup: reminds of a secret that is not in the folder', async () => {
  await using place = await inFolders();
  Deno.removeSync(join(place.dataDir, 'secret'));
  assert.equal((await place.back()).err, 'Keep the value of SECRET as well.\n');
});

Deno.test('backup: a mistaken DATA_DIR is named', async () => {
  await using place = await inFolders();
  place.cli.env.DATA_DIR = '/nowhere';
  assert.match((await place.back()).err, /^Nothing is set up in \/nowhere\./);
});

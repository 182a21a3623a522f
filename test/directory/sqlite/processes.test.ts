import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';

const PROCESSES = 4;
const GROUPS = 5;
const EDITS = 10;

Deno.test('processes that edit one SQLite file take turns, from a new file on', async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, 'directory.db');
  const faults = await Promise.all(Array.from({ length: PROCESSES }, () => edit(file)));
  assert.deepEqual(faults, Array(PROCESSES).fill(''));

  const directory = await openDirectory({ db: openSqlite(file), engine: 'sqlite', log: silentLog });
  const groups = await directory.everyGroup();
  assert.equal(groups.length, PROCESSES * GROUPS);
  assert.equal((await directory.read(1, 1))?.group.version, 1 + PROCESSES * EDITS);
  const versions = await directory.versions(1, 1);
  const others = groups.filter(({ id }) => id !== 1);
  const ids = [...others, ...versions.map(({ content }) => content)]
    .flatMap(({ destinations }) => destinations.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  await directory.close();
  await Deno.remove(folder, { recursive: true });
});

/** What the process complains of; empty when all went well. */
async function edit(file: string): Promise<string> {
  const script = new URL('editing-process.ts', import.meta.url).pathname;
  const args = ['run', '--quiet', '--no-check', '--allow-all', script, file, String(GROUPS), String(EDITS)];
  const { stderr, success } = await new Deno.Command(Deno.execPath(), { args }).output();
  return success ? '' : new TextDecoder().decode(stderr) || 'failed';
}

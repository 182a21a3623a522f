import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { listen, savedBy } from '../../support/directory-tests.ts';
import { anna, editOf, groupContent, newDestinations } from '../../support/group-content.ts';

Deno.test('an edit on a full disk is refused, what was is kept, and edits go on when there is room', async () => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog });
  const created = await directory.create(1, groupContent(), anna);
  const heard = listen(directory);
  const large = groupContent({ destinations: newDestinations(...Array(1000).fill(0.1)) });
  const replace = () => directory.replace({ ...editOf(created), content: large });

  const { rows: [{ page_count }] } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(page_count)}`.execute(db);
  await assert.rejects(replace(), /database or disk is full/);
  await assert.rejects(directory.create(1, large, anna), /database or disk is full/);
  assert.deepEqual(await directory.list(1), [created]);
  assert.deepEqual(heard, []);

  await sql`pragma max_page_count = 1000000`.execute(db);
  const saved = savedBy(await replace());
  assert.deepEqual(await directory.list(1), [saved]);
  assert.deepEqual(heard, [{ kind: 'configured', group: saved.group }]);
  await directory.close();
});

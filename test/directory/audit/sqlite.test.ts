import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { KyselyAuditLog } from '../../../src/directory/audit/kysely-audit-log.ts';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { auditLogContract } from '../../contract/audit-log-contract.ts';
import { anna, editOf, groupContent } from '../../support/group-content.ts';

auditLogContract('SQLite', async ({ now, stretch } = {}) => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog, now });
  return { directory, audit: new KyselyAuditLog(db, stretch) };
});

Deno.test('SQLite audit log and edits are written together or not at all', async () => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog });
  const created = await directory.create(1, groupContent(), anna);
  await sql`alter table audit_event rename to elsewhere`.execute(db);
  await assert.rejects(directory.create(1, groupContent(), anna), /no such table: audit_event/);
  await assert.rejects(directory.remove(editOf(created)), /no such table: audit_event/);
  assert.deepEqual(await directory.list(1), [created]);
  await directory.close();
});

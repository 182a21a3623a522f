import { KyselyAuditLog } from '../../../src/directory/audit/kysely-audit-log.ts';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { auditLogContract } from '../../contract/audit-log-contract.ts';

auditLogContract('SQLite', async ({ now, stretch } = {}) => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog, now });
  const audit = new KyselyAuditLog(db, stretch);
  return { directory, audit, db, [Symbol.asyncDispose]: () => directory.close() };
});

import { KyselyAuditLog } from '../../../src/directory/audit/kysely-audit-log.ts';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../../../src/log.ts';
import { auditLogContract } from '../../contract/audit-log-contract.ts';
import { freshDatabase } from '../../support/postgres.ts';

auditLogContract('PostgreSQL', async ({ now, stretch } = {}) => {
  const { url, drop } = await freshDatabase();
  const db = openPostgres<DirectorySchema>(url);
  const directory = await openDirectory({ db, engine: 'postgres', log: silentLog, now });
  const audit = new KyselyAuditLog(db, stretch);
  return {
    directory,
    audit,
    db,
    async [Symbol.asyncDispose]() {
      await directory.close();
      await drop();
    },
  };
});

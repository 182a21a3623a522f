import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../../../src/log.ts';
import { webhooksContract } from '../../contract/webhooks-contract.ts';
import { freshDatabase } from '../../support/postgres.ts';

webhooksContract('PostgreSQL', async (now) => {
  const { url, drop } = await freshDatabase();
  const db = openPostgres<DirectorySchema>(url);
  const directory = await openDirectory({ db, engine: 'postgres', log: silentLog, now });
  return {
    engine: 'postgres',
    db,
    directory,
    async [Symbol.asyncDispose]() {
      await directory.close();
      await drop();
    },
  };
});

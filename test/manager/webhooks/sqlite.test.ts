import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { openSqlite } from '../../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../../src/log.ts';
import { webhooksContract } from '../../contract/webhooks-contract.ts';

webhooksContract('SQLite', async (now) => {
  const db = openSqlite<DirectorySchema>(':memory:');
  const directory = await openDirectory({ db, engine: 'sqlite', log: silentLog, now });
  return { engine: 'sqlite', db, directory, [Symbol.asyncDispose]: () => directory.close() };
});

import { openDirectory } from '../../src/directory/open-directory.ts';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../../src/log.ts';
import { directoryContract } from '../contract/directory-contract.ts';
import type { DirectoryStorage } from '../support/directory-tests.ts';
import { freshDatabase } from '../support/postgres.ts';

async function prepareDatabase(): Promise<DirectoryStorage> {
  const { url, drop } = await freshDatabase();
  return {
    open: ({ log = silentLog, now } = {}) =>
      openDirectory({ db: openPostgres(url), engine: 'postgres', log, now }),
    discard: drop,
  };
}

directoryContract('PostgreSQL', prepareDatabase);

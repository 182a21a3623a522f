import { join } from 'node:path';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { openSqlite } from '../../src/directory/sqlite/open-sqlite.ts';
import { silentLog } from '../../src/log.ts';
import { directoryContract } from '../contract/directory-contract.ts';
import type { DirectoryStorage } from '../support/directory-tests.ts';

async function prepareFile(): Promise<DirectoryStorage> {
  const folder = await Deno.makeTempDir();
  return {
    open: ({ log = silentLog, now } = {}) =>
      openDirectory({ db: openSqlite(join(folder, 'directory.db')), engine: 'sqlite', log, now }),
    discard: () => Deno.remove(folder, { recursive: true }),
  };
}

directoryContract('SQLite', prepareFile);

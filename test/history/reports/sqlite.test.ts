import { join } from 'node:path';

import type { HistorySchema } from '../../../src/history/history-schema.ts';
import { KyselyReports } from '../../../src/history/reports/kysely-reports.ts';
import { openSqliteReader } from '../../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { silentLog } from '../../../src/log.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../../src/switchboard/embedded/embedded-switchboard.ts';
import { reportsContract } from '../../contract/reports-contract.ts';

/** However slow the disk is, an answer means that its call is written. */
const options = { log: silentLog, patienceMs: 60_000, expiryTickMs: 2, sync: 'NORMAL' as const };

reportsContract('SQLite', async (groups, clock) => {
  const dataDir = await Deno.makeTempDir();
  const open = (groups: readonly RouteGroup[]) =>
    openEmbeddedSwitchboard({ ...options, dataDir, groups, clock });
  let switchboard = open(groups);
  const db = openSqliteReader<HistorySchema>(join(dataDir, SWITCHBOARD_FILE));
  return {
    get switchboard() {
      return switchboard;
    },
    reports: new KyselyReports(db, clock),
    db,
    async reopen(groups) {
      await switchboard.close();
      switchboard = open(groups);
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await switchboard.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
});

import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../../src/history/history-schema.ts';
import { KyselyReports } from '../../../src/history/reports/kysely-reports.ts';
import { silentLog } from '../../../src/log.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import { openClusteredSwitchboard } from '../../../src/switchboard/clustered/clustered-switchboard.ts';
import { reportsContract } from '../../contract/reports-contract.ts';
import { emptyDatabase } from '../../support/postgres.ts';

/** However busy the machine is, an answer means that its call is written. */
const options = { log: silentLog, patienceMs: 60_000, expiryTickMs: 2 };

reportsContract('PostgreSQL', async (groups, clock) => {
  const { url, drop } = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const open = (groups: readonly RouteGroup[]) =>
    openClusteredSwitchboard({ ...options, url, dataDir, groups, clock });
  let switchboard = await open(groups);
  const db = openPostgres<HistorySchema>(url);
  return {
    get switchboard() {
      return switchboard;
    },
    reports: new KyselyReports(db, clock),
    db,
    async reopen(groups) {
      await switchboard.close();
      switchboard = await open(groups);
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await switchboard.close();
      await drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
});

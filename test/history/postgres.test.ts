import { Client } from 'pg';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import { silentLog } from '../../src/log.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import { historyContract, historyGroups, type OpenHistory } from '../contract/history-contract.ts';
import { openSessionsContract } from '../contract/open-sessions-contract.ts';
import { columnsOf, eventHistoryContract } from '../contract/event-history-contract.ts';
import { migrateSwitchboard } from '../../src/switchboard/clustered/schema.ts';
import { emptyDatabase } from '../support/postgres.ts';
import { replayContract } from '../contract/replay-contract.ts';

/** However busy the machine is, an answer means that its call is written. */
const options = { groups: historyGroups, log: silentLog, patienceMs: 60_000, expiryTickMs: 5 };

const open: OpenHistory = async (clock) => {
  const { url, drop } = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const switchboard = await openClusteredSwitchboard({ ...options, url, dataDir, clock });
  const history = new KyselyHistory(openPostgres(url), clock);
  return {
    switchboard,
    history,
    async [Symbol.asyncDispose]() {
      await history.close();
      await switchboard.close();
      await drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
};

historyContract('PostgreSQL', open);
openSessionsContract('PostgreSQL', open);
replayContract('PostgreSQL', open);

eventHistoryContract('PostgreSQL', async () => {
  const { url, drop } = await emptyDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  await migrateSwitchboard(client);
  const db = openPostgres<HistorySchema>(url);
  return {
    db,
    async insert(row) {
      const places = columnsOf(row).map((_, index) => `$${index + 1}`);
      await client.query(`INSERT INTO event OVERRIDING SYSTEM VALUE VALUES (${places})`, columnsOf(row));
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      await client.end();
      await drop();
    },
  };
});

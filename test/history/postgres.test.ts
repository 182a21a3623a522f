import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import { silentLog } from '../../src/log.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import { historyContract, historyGroups } from '../contract/history-contract.ts';
import { emptyDatabase } from '../support/postgres.ts';

/** However busy the machine is, an answer means that its call is written. */
const options = { groups: historyGroups, log: silentLog, patienceMs: 60_000 };

historyContract('PostgreSQL', async (clock) => {
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
});

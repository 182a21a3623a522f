import assert from 'node:assert/strict';
import { join } from 'node:path';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { silentLog } from '../../src/log.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { historyContract, historyGroups, type OpenHistory } from '../contract/history-contract.ts';
import { openSessionsContract } from '../contract/open-sessions-contract.ts';

/** However slow the disk is, an answer means that its call is written. */
const options = { groups: historyGroups, log: silentLog, patienceMs: 60_000, expiryTickMs: 5 };

const open: OpenHistory = async (clock) => {
  const dataDir = await Deno.makeTempDir();
  const switchboard = openEmbeddedSwitchboard({ ...options, dataDir, clock });
  const history = new KyselyHistory(openSqliteReader(join(dataDir, SWITCHBOARD_FILE)), clock);
  return {
    switchboard,
    history,
    async [Symbol.asyncDispose]() {
      await history.close();
      await switchboard.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
};

historyContract('SQLite', open);
openSessionsContract('SQLite', open);

Deno.test('a history in a file lets the switchboard leave one tidy file behind', async () => {
  const dataDir = await Deno.makeTempDir();
  const switchboard = openEmbeddedSwitchboard({ ...options, dataDir });
  const history = new KyselyHistory(openSqliteReader(join(dataDir, SWITCHBOARD_FILE)));
  await switchboard.place({ accountId: 1, key: historyGroups[0].key, session: 'a' });
  assert.equal((await history.usage(1)).lastHour, 1);
  await history.close();
  await switchboard.close();
  assert.deepEqual([...Deno.readDirSync(dataDir)].map(({ name }) => name).sort(), ['lock', SWITCHBOARD_FILE]);
  await Deno.remove(dataDir, { recursive: true });
});

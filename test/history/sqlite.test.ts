import assert from 'node:assert/strict';
import { Kysely } from 'kysely';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NodeSqliteDialect } from '../../src/directory/sqlite/node-sqlite-dialect.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import { readRequests } from '../../src/history/replay/read-requests.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { silentLog } from '../../src/log.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { historyContract, historyGroups, type OpenHistory } from '../contract/history-contract.ts';
import { openSessionsContract } from '../contract/open-sessions-contract.ts';
import { MIGRATIONS } from '../../src/switchboard/embedded/journal-schema.ts';
import { replayContract } from '../contract/replay-contract.ts';
import { columnsOf, eventHistoryContract } from '../contract/event-history-contract.ts';

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
replayContract('SQLite', open);

eventHistoryContract('SQLite', async () => {
  const dataDir = await Deno.makeTempDir();
  await openEmbeddedSwitchboard({ ...options, dataDir }).close();
  const file = join(dataDir, SWITCHBOARD_FILE);
  const writer = new DatabaseSync(file);
  const insert = writer.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const db = openSqliteReader<HistorySchema>(file);
  return {
    db,
    insert(row) {
      insert.run(...columnsOf(row));
      return Promise.resolve();
    },
    async [Symbol.asyncDispose]() {
      await db.destroy();
      writer.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
});

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

Deno.test('a history in a file finds the requests of a group by their index, whatever the other groups do', async () => {
  const file = await Deno.makeTempFile();
  const sqlite = new DatabaseSync(file);
  for (const migration of MIGRATIONS) sqlite.exec(migration);
  const statements: string[] = [];
  const db = new Kysely<HistorySchema>({
    dialect: new NodeSqliteDialect(file),
    log: ({ query }) => void statements.push(query.sql),
  });
  for await (const _ of readRequests(db, { groupId: 1, fromMs: 0, toMs: 60_000, lookBackMs: 60_000 }));
  await db.destroy();
  const plans = statements.map((statement) =>
    sqlite.prepare(`EXPLAIN QUERY PLAN ${statement}`).all().map(({ detail }) => detail).join('\n')
  );
  sqlite.close();
  await Deno.remove(file);
  assert.equal(plans.length, 3);
  for (const plan of plans) {
    assert.match(plan, /SEARCH \w+ USING INDEX \w+_of_group \(<expr>=\? AND group_id=\?/);
  }
});

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../../src/history/history-schema.ts';
import { openByAge } from '../../../src/history/sessions/open-attempts.ts';
import type { OpenFilter } from '../../../src/history/sessions/open-sessions.ts';
import { openSqliteReader } from '../../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { openClusteredSwitchboard } from '../../../src/switchboard/clustered/clustered-switchboard.ts';
import { MIGRATIONS } from '../../../src/switchboard/embedded/journal-schema.ts';
import { silentLog } from '../../../src/log.ts';
import { emptyDatabase } from '../../support/postgres.ts';

/** What people ask for; none of it may read what is over, of which there is a thousand times as much. */
const filters: OpenFilter[] = [
  { accountId: 1 },
  { accountId: 1, groupId: 7 },
  { accountId: 1, sessionPrefix: 'call-' },
  { accountId: 1, groupId: 7, destinationId: 3, openedBeforeMs: 80_000_000 },
];

function listing(db: Kysely<HistorySchema>, filter: OpenFilter): CompiledQuery {
  return openByAge(db, filter, 'asc').select('id').limit(51).compile();
}

Deno.test('SQLite looks for open sessions among those that are open', async () => {
  const path = await Deno.makeTempFile({ suffix: '.db' });
  const file = new DatabaseSync(path);
  file.exec(`PRAGMA journal_mode = WAL; ${MIGRATIONS.join('')}`);
  const db = openSqliteReader<HistorySchema>(path);
  for (const filter of filters) {
    const { sql: text, parameters } = listing(db, filter);
    const plan = file.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters as number[]);
    assert.match(String(plan[0].detail), /USING INDEX attempt_open \(group_id/, JSON.stringify(filter));
  }
  await db.destroy();
  file.close();
  for (const end of ['', '-wal', '-shm']) await Deno.remove(path + end).catch(() => {});
});

Deno.test('PostgreSQL looks for open sessions among those that are open', async () => {
  const { url, drop } = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const switchboard = await openClusteredSwitchboard({ url, dataDir, groups: [], log: silentLog });
  const db = openPostgres<HistorySchema>(url);
  // Twenty thousand attempts in a day, two hundred of which are open.
  await sql`INSERT INTO attempt (id, account_id, group_id, destination_id, session, number, opened_at_ms,
      expires_at_ms, version, decision, due_at_ms, ended_at_ms)
    SELECT id, 1, id % 20, id % 4, 'call-' || id, 1, id * 4000, id * 4000 + 7200000, 1, '',
      CASE WHEN id > 19800 THEN id * 4000 + 7200000 END, CASE WHEN id <= 19800 THEN id * 4000 + 60000 END
    FROM generate_series(1, 20000) AS id`.execute(db);
  await sql`ANALYZE attempt`.execute(db);
  for (const filter of filters) {
    const query = listing(db, filter);
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>({
      ...query,
      sql: `EXPLAIN ${query.sql}`,
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, /attempt_(due|last_of_session)/, plan);
    assert.doesNotMatch(plan, /Seq Scan/, plan);
  }
  await db.destroy();
  await switchboard.close();
  await drop();
  await Deno.remove(dataDir, { recursive: true });
});

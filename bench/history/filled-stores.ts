import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Client } from 'pg';
import { openPostgres, type PostgresServer } from '../../scripts/postgres.ts';
import { openPostgres as openKysely } from '../../src/directory/postgres/open-postgres.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { KyselyHistory } from '../../src/history/kysely-history.ts';
import type { Reports } from '../../src/history/reports/reports.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { lengthBucketOf } from '../../src/routing/accounting/length-buckets.ts';
import { prepareDatabase } from '../../src/switchboard/clustered/prepare-database.ts';
import { SWITCHBOARD_FILE } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { JournalStore } from '../../src/switchboard/embedded/journal-store.ts';
import { insertAttempts, insertTotals, type Past, type Words } from './past.ts';

/** How many attempts one transaction writes. */
const AT_ONCE = 500_000;

/** A store with a day of calls, and its reports. */
export interface FilledStore extends AsyncDisposable {
  readonly engine: string;
  readonly reports: Reports;
}

const SQLITE: Words = {
  numbers: (from, to) =>
    `WITH RECURSIVE count (i) AS (VALUES (${from}) UNION ALL SELECT i + 1 FROM count WHERE i < ${to - 1})
      SELECT i FROM count`,
  // SQLite as the runtime has it knows no logarithm.
  bucketOf: (length) => `bucket_of(${length})`,
};

const POSTGRES: Words = {
  numbers: (from, to) => `SELECT i FROM generate_series(${from}, ${to - 1}) AS i`,
  bucketOf: (length) => `1 + floor(8 * ln(${length} / 1000.0) / ln(2.0))::integer`,
};

function* statementsFor(past: Past, words: Words) {
  for (let from = 0; from < past.attempts; from += AT_ONCE) {
    yield insertAttempts(past, from, Math.min(past.attempts, from + AT_ONCE), words);
  }
  yield* insertTotals(words);
}

/** Fills the database of a stopped embedded switchboard. */
export function fillSqlite(dataDir: string, past: Past) {
  const file = join(dataDir, SWITCHBOARD_FILE);
  new JournalStore({ file, sync: 'NORMAL', lockWaitMs: 1000 }).close();
  using database = new DatabaseSync(file);
  database.function('bucket_of', (length) => lengthBucketOf(Number(length)));
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000');
  for (const statement of statementsFor(past, SQLITE)) database.exec(statement);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

export async function openFilledSqlite(past: Past): Promise<FilledStore> {
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  fillSqlite(dataDir, past);
  const db = openSqliteReader<HistorySchema>(join(dataDir, SWITCHBOARD_FILE));
  const history = new KyselyHistory(db, () => past.untilMs);
  return {
    engine: 'SQLite',
    reports: history.reports,
    async [Symbol.asyncDispose]() {
      await history.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

export async function openFilledPostgres(past: Past): Promise<FilledStore> {
  const server = await openPostgres({
    settings: { shared_buffers: '512MB', max_wal_size: '4GB', fsync: 'off' },
  });
  await fillPostgres(server, past);
  const history = new KyselyHistory(openKysely(server.url()), () => past.untilMs);
  return {
    engine: 'PostgreSQL',
    reports: history.reports,
    async [Symbol.asyncDispose]() {
      await history.close();
      await server.close();
    },
  };
}

/** With the calls in progress that its ledgers would know of. */
async function fillPostgres(server: PostgresServer, past: Past) {
  await prepareDatabase(server.url(), 10_000);
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  for (const statement of statementsFor(past, POSTGRES)) await client.query(statement);
  await client.query(`UPDATE ledger SET tallies = open.tallies FROM (
      SELECT group_id, '[' || string_agg('[' || destination_id || ',' || active || ',0,0,0,0]', ',') || ']' AS tallies
      FROM (SELECT group_id, destination_id, count(*) AS active FROM attempt WHERE ended_at_ms IS NULL GROUP BY 1, 2)
        AS counted GROUP BY 1) AS open
    WHERE open.group_id = ledger.group_id`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { Client } from 'pg';
import { openPostgres } from '../../scripts/postgres.ts';
import { lengthBucketOf } from '../../src/routing/accounting/length-buckets.ts';
import { SWITCHBOARD_FILE } from '../../src/switchboard/embedded/embedded-switchboard.ts';
import { type Server, startServer } from '../support/server.ts';
import { GROUP } from '../throughput/plum-routes.ts';
import { type Past, statementsFor, type Words } from './past.ts';

/** A running service that has a day of calls behind it. */
export interface FilledService extends AsyncDisposable {
  readonly engine: string;
  readonly server: Server;
  /** The processes that do its work; their children count with them. */
  readonly pids: readonly number[];
}

/** One engine after the other, as both do not fit on the disk of a small machine. */
export const OPENERS: readonly ((past: Past) => Promise<FilledService>)[] = [openEmbedded, openClustered];

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

async function openEmbedded(past: Past): Promise<FilledService> {
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  await createGroups(past.groups, dataDir);
  fillSqlite(join(dataDir, SWITCHBOARD_FILE), past);
  const server = await startServer(dataDir);
  return {
    engine: 'SQLite',
    server,
    pids: [server.process.pid],
    async [Symbol.asyncDispose]() {
      await server.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function openClustered(past: Past): Promise<FilledService> {
  const dataDir = await Deno.makeTempDir({ prefix: 'bench-' });
  const postgres = await openPostgres({ settings: { shared_buffers: '512MB', max_wal_size: '4GB' } });
  const environment = { DATABASE_URL: postgres.url(), SECRET: 'secret-of-a-benchmark-and-nothing-else' };
  await createGroups(past.groups, dataDir, environment);
  await fillPostgres(postgres.url(), past);
  const server = await startServer(dataDir, environment);
  return {
    engine: 'PostgreSQL',
    server,
    pids: [server.process.pid, postgres.pid],
    async [Symbol.asyncDispose]() {
      await server.stop();
      await postgres.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function createGroups(groups: number, ...place: Parameters<typeof startServer>) {
  const server = await startServer(...place);
  for (let number = 1; number <= groups; number++) {
    await server.client.create({ ...GROUP, name: `Benchmark ${number}` });
  }
  await server.stop();
}

function fillSqlite(file: string, past: Past) {
  using database = new DatabaseSync(file);
  database.function('bucket_of', (length) => lengthBucketOf(Number(length)));
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000');
  for (const statement of statementsFor(past, SQLITE)) database.exec(statement);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** With what a cluster keeps beside the attempts: when the open ones are due, and how many each destination has. */
async function fillPostgres(connectionString: string, past: Past) {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  for (const statement of statementsFor(past, POSTGRES)) await client.query(statement);
  await client.query('UPDATE attempt SET due_at_ms = expires_at_ms WHERE ended_at_ms IS NULL');
  await client.query(`INSERT INTO ledger (group_id, since_ms, version, tallies)
    SELECT group_id, 0, 1, '[' || string_agg('[' || destination_id || ',' || active || ',0,0,0,0]', ',') || ']'
    FROM (SELECT group_id, destination_id, count(*) AS active FROM attempt WHERE ended_at_ms IS NULL GROUP BY 1, 2)
      AS open GROUP BY 1
    ON CONFLICT (group_id) DO UPDATE SET tallies = excluded.tallies`);
  await client.query('VACUUM ANALYZE');
  await client.query('CHECKPOINT');
  await client.end();
}

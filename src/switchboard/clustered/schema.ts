import type { ClientBase } from 'pg';

/** Append-only: each entry brings a database one version further. Nodes of the release before run beside it. */
const MIGRATIONS = [
  `CREATE TABLE attempt (
     id bigint PRIMARY KEY,
     account_id bigint NOT NULL,
     group_id bigint NOT NULL,
     destination_id bigint NOT NULL,
     session text,
     number integer NOT NULL,
     tried text,
     opened_at_ms bigint NOT NULL,
     expires_at_ms bigint NOT NULL,
     version integer NOT NULL,
     decision text NOT NULL,
     node text,
     -- When it ends by itself; when it has ended, until when a retry may still ask for it. Null once it is over.
     due_at_ms bigint,
     ended_at_ms bigint,
     end_reason text,
     outcome text
   ) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
   CREATE UNIQUE INDEX attempt_last_of_session ON attempt (session, account_id) WHERE due_at_ms IS NOT NULL;
   CREATE INDEX attempt_due ON attempt (due_at_ms) WHERE due_at_ms IS NOT NULL;
   CREATE INDEX attempt_of_group ON attempt (group_id, opened_at_ms);
   CREATE INDEX attempt_of_session ON attempt (session);

   CREATE TABLE refusal (
     id bigint PRIMARY KEY,
     account_id bigint NOT NULL,
     group_id bigint NOT NULL,
     session text,
     number integer NOT NULL,
     at_ms bigint NOT NULL,
     reason text NOT NULL,
     last_resort integer NOT NULL,
     version integer NOT NULL,
     decision text NOT NULL,
     node text
   ) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
   CREATE INDEX refusal_of_group ON refusal (group_id, at_ms);
   CREATE INDEX refusal_of_session ON refusal (session);

   CREATE TABLE event (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     at_ms bigint NOT NULL,
     account_id bigint,
     group_id bigint,
     destination_id bigint,
     kind text NOT NULL,
     detail text NOT NULL,
     node text
   );
   CREATE INDEX event_at ON event (at_ms);
   -- For every kind, as what is rare must be found at once.
   CREATE INDEX event_of_account ON event (account_id, kind, at_ms);
   CREATE INDEX event_of_group ON event (group_id, kind, at_ms);

   -- Rewritten by every batch: room in each page lets that happen in place (heap-only tuples).
   CREATE TABLE ledger (
     group_id bigint PRIMARY KEY,
     since_ms bigint NOT NULL,
     version integer NOT NULL,
     tallies text NOT NULL,
     trouble text
   ) WITH (fillfactor = 40);
   CREATE TABLE placed_minute (
     minute integer NOT NULL,
     group_id bigint NOT NULL,
     destination_id bigint NOT NULL,
     placed integer NOT NULL,
     retries integer NOT NULL,
     offset_ms bigint NOT NULL,
     peak integer NOT NULL,
     group_peak integer NOT NULL,
     PRIMARY KEY (group_id, minute, destination_id)
   ) WITH (fillfactor = 40);
   CREATE TABLE ended_minute (
     minute integer NOT NULL,
     group_id bigint NOT NULL,
     destination_id bigint NOT NULL,
     end_reason text NOT NULL,
     outcome text NOT NULL,
     ended integer NOT NULL,
     open_ms bigint NOT NULL,
     offset_ms bigint NOT NULL,
     PRIMARY KEY (group_id, minute, destination_id, end_reason, outcome)
   ) WITH (fillfactor = 40);
   CREATE TABLE refused_minute (
     minute integer NOT NULL,
     group_id bigint NOT NULL,
     reason text NOT NULL,
     refused integer NOT NULL,
     last_resort integer NOT NULL,
     PRIMARY KEY (group_id, minute, reason)
   ) WITH (fillfactor = 40);
   CREATE TABLE call_length (
     quarter integer NOT NULL,
     group_id bigint NOT NULL,
     destination_id bigint NOT NULL,
     bucket integer NOT NULL,
     calls integer NOT NULL,
     PRIMARY KEY (group_id, quarter, destination_id, bucket)
   ) WITH (fillfactor = 40);
   CREATE INDEX placed_minute_at ON placed_minute (minute);
   CREATE INDEX ended_minute_at ON ended_minute (minute);
   CREATE INDEX refused_minute_at ON refused_minute (minute);
   CREATE INDEX call_length_at ON call_length (quarter);

   -- Every running node, and the last batch of its that was committed.
   CREATE TABLE node (
     id text PRIMARY KEY,
     last_batch bigint NOT NULL,
     seen_at_ms bigint NOT NULL
   ) WITH (fillfactor = 40);
   -- Completions that came before the attempt they end, which a node without a database still has to tell.
   CREATE TABLE early_completion (
     session text NOT NULL,
     group_id bigint,
     at_ms bigint NOT NULL,
     outcome text
   );
   CREATE INDEX early_completion_of_session ON early_completion (session);
   CREATE SEQUENCE attempt_block;`,
];

/** PostgreSQL's advisory locks have numbers; this one is ours. */
const MIGRATION_LOCK = 7_586_002;

/**
 * Brings the switchboard's tables to this release's schema, in one transaction; nodes that do so at once take turns.
 * A database that is up to date is only read. Throws when a newer release was here before.
 */
export async function migrateSwitchboard(client: ClientBase): Promise<void> {
  if (await versionOf(client) === MIGRATIONS.length) return;
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await migrateFrom(await versionOf(client), client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function migrateFrom(version: number, client: ClientBase) {
  if (version > MIGRATIONS.length) {
    throw new Error(
      'This database was written by a newer version of Plum Routes. Start that version, or restore a backup.',
    );
  }
  if (version === 0) await client.query('CREATE TABLE switchboard_migration (version integer PRIMARY KEY)');
  for (let next = version; next < MIGRATIONS.length; next++) {
    await client.query(MIGRATIONS[next]);
    await client.query('INSERT INTO switchboard_migration VALUES ($1)', [next + 1]);
  }
}

/** 0 when the switchboard was never here. Asks the catalogue's table: `to_regclass` may answer from before a wait. */
async function versionOf(client: ClientBase): Promise<number> {
  const { rows: tables } = await client.query(
    `SELECT FROM pg_class WHERE relname = 'switchboard_migration' AND relnamespace = current_schema()::regnamespace`,
  );
  if (tables.length === 0) return 0;
  const { rows: [{ version }] } = await client.query(
    'SELECT max(version) AS version FROM switchboard_migration',
  );
  return version;
}

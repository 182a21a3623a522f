import type { DatabaseSync } from 'node:sqlite';
import type { ClientBase } from 'pg';
import { tallyOf } from '../../routing/tally.ts';
import { readTallies, writeTallies } from '../../switchboard/books/tallies-text.ts';
import { BLOCK } from '../../switchboard/clustered/attempt-ids.ts';
import { type Row, type SourceTable, sourceTable } from './source-table.ts';

/** What the embedded switchboard keeps, in the columns of a cluster's. */
export function switchboardTables(db: DatabaseSync): SourceTable[] {
  const others = AS_THEY_ARE.map((name) => sourceTable(db, name));
  return [sourceTable(db, 'attempt', ATTEMPTS), ledgers(db), ...others];
}

const AS_THEY_ARE = [
  'refusal',
  'event',
  'placed_minute',
  'ended_minute',
  'refused_minute',
  'call_length',
];

const ATTEMPTS = 'SELECT *, CASE WHEN ended_at_ms IS NULL THEN expires_at_ms END AS due_at_ms FROM attempt';

/** Here a group's open attempts are counted; there its ledger has their number. */
const LEDGERS = `
  WITH counted AS (
    SELECT group_id, destination_id, count(*) AS active FROM attempt
    WHERE ended_at_ms IS NULL GROUP BY group_id, destination_id)
  SELECT ledger.*, json_group_array(json_array(destination_id, active)) FILTER (WHERE active > 0) AS open
  FROM ledger LEFT JOIN counted USING (group_id) GROUP BY group_id`;

function ledgers(db: DatabaseSync): SourceTable {
  const statement = db.prepare(LEDGERS);
  return {
    ...sourceTable(db, 'ledger'),
    *rows() {
      for (const row of statement.iterate()) yield withActive(row);
    },
  };
}

function withActive({ open, ...ledger }: Row): Row {
  const tallies = readTallies(String(ledger.tallies));
  for (const tally of tallies.values()) tally.active = 0;
  for (const [destinationId, active] of JSON.parse(String(open))) {
    tallyOf(tallies, destinationId).active = active;
  }
  return { ...ledger, tallies: writeTallies(tallies) };
}

/** What a cluster needs besides once it has the rows. */
export async function completeSwitchboard(client: ClientBase, nowMs: number): Promise<void> {
  await client.query(AWAIT_RETRIES, [nowMs]);
  await client.query(CONTINUE_IDS, [BLOCK]);
}

/**
 * A session's last attempt, if a retry ended it without finding another destination, is remembered until its group's
 * retry window closes. The embedded switchboard finds these at its start; a cluster has them by when they are due.
 */
const AWAIT_RETRIES = `
  WITH windows AS (
    SELECT id AS group_id, 1000 * (content::json ->> 'retryWindowSeconds')::bigint AS window_ms
    FROM route_group JOIN route_group_version AS present ON present.group_id = id
    WHERE present.version = route_group.version AND deleted_at IS NULL),
  last AS (
    SELECT DISTINCT ON (session, account_id) id, end_reason, opened_at_ms + window_ms AS until_ms
    FROM attempt LEFT JOIN windows USING (group_id)
    WHERE session IS NOT NULL AND opened_at_ms > $1 - (SELECT max(window_ms) FROM windows)
    ORDER BY session, account_id, id DESC)
  UPDATE attempt SET due_at_ms = last.until_ms FROM last
  WHERE attempt.id = last.id AND last.end_reason = 'retried' AND last.until_ms > $1`;

/** The next block of ids begins behind the last attempt or refusal. */
const CONTINUE_IDS = `SELECT setval('attempt_block', greatest(1, max(id) / $1), max(id) >= $1)
  FROM (SELECT max(id) AS id FROM attempt UNION ALL SELECT max(id) FROM refusal) AS ids`;

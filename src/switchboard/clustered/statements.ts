/** The statements of a batch, each prepared once a connection. Times are milliseconds of Unix time. */

/**
 * Every statement finds its rows by key. Without statistics, as in a young table, the planner may think otherwise and
 * read a table that grows by thousands of rows a second; and planning anew costs more than the statements.
 */
export const PLANNER =
  `SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;
  SET plan_cache_mode = force_generic_plan`;

const ATTEMPT_COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms,
  due_at_ms, ended_at_ms, end_reason, outcome`;

/** Rows in one order: two nodes that want the same groups wait for each other, and never in a circle. */
export const LOCK_LEDGERS = `SELECT group_id, since_ms, version, tallies FROM ledger WHERE group_id IN (
    SELECT unnest($1::bigint[])
    UNION SELECT group_id FROM attempt WHERE session = ANY ($2::text[]) AND due_at_ms IS NOT NULL
    UNION SELECT group_id FROM attempt WHERE id = ANY ($3::bigint[]) AND due_at_ms IS NOT NULL)
  ORDER BY group_id FOR UPDATE`;

/** A statement of its own, after the locks: it sees what those who held them before have written. */
export const READ_ATTEMPTS =
  `SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE session = ANY ($1::text[]) AND due_at_ms IS NOT NULL
  UNION ALL SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE id = ANY ($2::bigint[]) AND due_at_ms IS NOT NULL`;

/** PostgreSQL's advisory locks have numbers; this one is ours. */
export const ALONE = 'SELECT pg_advisory_xact_lock(7586003)';

export const ADD_LEDGERS =
  `INSERT INTO ledger SELECT id, $2, 0, '[]' FROM unnest($1::bigint[]) AS missing (id) ORDER BY id
  ON CONFLICT DO NOTHING`;

export const UPDATE_ATTEMPTS = `UPDATE attempt SET due_at_ms = fate.due_at_ms,
    ended_at_ms = coalesce(fate.ended_at_ms, attempt.ended_at_ms),
    end_reason = coalesce(fate.end_reason, attempt.end_reason), outcome = coalesce(fate.outcome, attempt.outcome)
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])
    AS fate (id, due_at_ms, ended_at_ms, end_reason, outcome)
  WHERE attempt.id = fate.id`;

/** In the order of the sessions: two nodes that place the same ones wait for each other, and never in a circle. */
export const INSERT_ATTEMPTS = `INSERT INTO attempt (${ATTEMPT_COLUMNS})
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::integer[], $7::text[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::text[], $13::text[]) AS opened (${ATTEMPT_COLUMNS})
  ORDER BY session`;

export const UPDATE_LEDGERS = `UPDATE ledger SET version = next.version, tallies = next.tallies
  FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS next (group_id, version, tallies)
  WHERE ledger.group_id = next.group_id`;

export const ADD_TOTALS = `INSERT INTO group_minute (minute, group_id, placed)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::integer[])
  ON CONFLICT (group_id, minute) DO UPDATE SET placed = group_minute.placed + excluded.placed`;

export const ADD_EARLY =
  'INSERT INTO early_completion SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[])';

export const SETTLE_EARLY = 'DELETE FROM early_completion WHERE session = ANY ($1::text[])';

export const SIGN = `INSERT INTO node VALUES ($1, $2, $3)
  ON CONFLICT (id) DO UPDATE SET last_batch = excluded.last_batch, seen_at_ms = excluded.seen_at_ms`;

export const SIGN_IN = `INSERT INTO node VALUES ($1, 0, $2)
  ON CONFLICT (id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms`;

export const LAST_BATCH = 'SELECT last_batch FROM node WHERE id = $1';

export const READ_EARLY =
  'SELECT session, group_id, at_ms, outcome FROM early_completion WHERE session = ANY ($1::text[])';

export const SIGN_OFF = 'DELETE FROM node WHERE id = $1';

export const BEGIN = 'BEGIN';
export const COMMIT = 'COMMIT';
export const ROLLBACK = 'ROLLBACK';

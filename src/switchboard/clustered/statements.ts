/** The statements of a batch, each prepared once a connection. Times are milliseconds of Unix time. */

/**
 * Every statement finds its rows by key. Without statistics, as in a young table, the planner may think otherwise and
 * read a table that grows by thousands of rows a second; and planning anew costs more than the statements.
 */
export const PLANNER =
  `SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off;
  SET plan_cache_mode = force_generic_plan`;

/** What decisions need of an attempt. */
const READ_COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms,
  due_at_ms, ended_at_ms, end_reason, outcome`;

const ATTEMPT_COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms, version, decision,
  node, due_at_ms, ended_at_ms, end_reason, outcome`;

/** Rows in one order: two nodes that want the same groups wait for each other, and never in a circle. */
export const LOCK_LEDGERS =
  `SELECT group_id, since_ms, version, tallies, trouble FROM ledger WHERE group_id IN (
    SELECT unnest($1::bigint[])
    UNION SELECT group_id FROM attempt WHERE session = ANY ($2::text[]) AND due_at_ms IS NOT NULL
    UNION SELECT group_id FROM attempt WHERE id = ANY ($3::bigint[]) AND due_at_ms IS NOT NULL)
  ORDER BY group_id FOR UPDATE`;

/** A statement of its own, after the locks: it sees what those who held them before have written. */
export const READ_ATTEMPTS =
  `SELECT ${READ_COLUMNS} FROM attempt WHERE session = ANY ($1::text[]) AND due_at_ms IS NOT NULL
  UNION ALL SELECT ${READ_COLUMNS} FROM attempt WHERE id = ANY ($2::bigint[]) AND due_at_ms IS NOT NULL`;

/** PostgreSQL's advisory locks have numbers; this one is ours. */
export const ALONE = 'SELECT pg_advisory_xact_lock(7586003)';

export const ADD_LEDGERS =
  `INSERT INTO ledger SELECT id, $2, 0, '[]', NULL FROM unnest($1::bigint[]) AS missing (id) ORDER BY id
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
    $8::bigint[], $9::bigint[], $10::integer[], $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::text[],
    $16::text[]) AS opened (${ATTEMPT_COLUMNS})
  ORDER BY session`;

export const UPDATE_LEDGERS =
  `UPDATE ledger SET version = next.version, tallies = next.tallies, trouble = next.trouble
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) AS next (group_id, version, tallies, trouble)
  WHERE ledger.group_id = next.group_id`;

export const INSERT_REFUSALS = `INSERT INTO refusal (id, account_id, group_id, session, number, at_ms, reason,
    last_resort, version, decision, node)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::integer[], $6::bigint[], $7::text[],
    $8::integer[], $9::integer[], $10::text[], $11::text[])`;

export const INSERT_EVENTS =
  `INSERT INTO event (at_ms, account_id, group_id, destination_id, kind, detail, node)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[])`;

/** Totals of a group are written by whoever has locked its ledger: nobody else waits for these rows. */
export const ADD_PLACED =
  `INSERT INTO placed_minute (minute, group_id, destination_id, placed, retries, offset_ms, peak,
    group_peak)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::integer[], $5::integer[], $6::bigint[],
    $7::integer[], $8::integer[])
  ON CONFLICT (group_id, minute, destination_id) DO UPDATE SET
    placed = placed_minute.placed + excluded.placed, retries = placed_minute.retries + excluded.retries,
    offset_ms = placed_minute.offset_ms + excluded.offset_ms,
    peak = greatest(placed_minute.peak, excluded.peak),
    group_peak = greatest(placed_minute.group_peak, excluded.group_peak)`;

export const ADD_ENDED =
  `INSERT INTO ended_minute (minute, group_id, destination_id, end_reason, outcome, ended, open_ms,
    offset_ms)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::integer[], $7::bigint[],
    $8::bigint[])
  ON CONFLICT (group_id, minute, destination_id, end_reason, outcome) DO UPDATE SET
    ended = ended_minute.ended + excluded.ended, open_ms = ended_minute.open_ms + excluded.open_ms,
    offset_ms = ended_minute.offset_ms + excluded.offset_ms`;

export const ADD_LENGTHS = `INSERT INTO call_length (quarter, group_id, destination_id, bucket, calls)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::integer[], $5::integer[])
  ON CONFLICT (group_id, quarter, destination_id, bucket) DO UPDATE SET
    calls = call_length.calls + excluded.calls`;

export const ADD_REFUSED = `INSERT INTO refused_minute (minute, group_id, reason, refused, last_resort)
  SELECT * FROM unnest($1::integer[], $2::bigint[], $3::text[], $4::integer[], $5::integer[])
  ON CONFLICT (group_id, minute, reason) DO UPDATE SET
    refused = refused_minute.refused + excluded.refused,
    last_resort = refused_minute.last_resort + excluded.last_resort`;

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

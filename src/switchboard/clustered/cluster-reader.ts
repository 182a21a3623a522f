import { Pool } from 'pg';
import { QUARTER_MS } from '../books/totals.ts';
import type { Connections } from '../observer.ts';
import type { Retention } from '../retention.ts';

/** For how long a completion waits for a call that a node without its database still has to tell. */
const EARLY_MS = 3_600_000;

/** A node that was not there for so long will not come back. */
const GONE_MS = 30 * 86_400_000;

export interface StoredLedger {
  readonly sinceMs: number;
  /** As `writeTallies` writes them. */
  readonly tallies: string;
}

/** What the upkeep of a node and its live views ask of the database, beside the connection on which calls are decided. */
export class ClusterReader {
  readonly #pool: Pool;

  constructor(url: string, patienceMs: number) {
    this.#pool = new Pool({
      connectionString: url,
      application_name: 'plum-routes',
      max: 2,
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
      statement_timeout: patienceMs,
      query_timeout: patienceMs,
    });
    // What fails is told to those who ask.
    this.#pool.on('error', () => {});
  }

  get connections(): Connections {
    return this.#pool;
  }

  /** What the database's clock shows, in milliseconds of Unix time. */
  async clockMs(): Promise<number> {
    const [{ ms }] = await this.#rows('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS ms', []);
    return Number(ms);
  }

  /** The ledgers of these groups as last committed. */
  async ledgers(groupIds: readonly number[]): Promise<Map<number, StoredLedger>> {
    const rows = await this.#rows(
      'SELECT group_id, since_ms, tallies FROM ledger WHERE group_id = ANY ($1::bigint[])',
      [groupIds],
    );
    return new Map(
      rows.map(({ group_id, since_ms, tallies }) => [
        Number(group_id),
        { sinceMs: Number(since_ms), tallies: String(tallies) },
      ]),
    );
  }

  /** The ids of attempts whose time has come, the earliest first. */
  async dueAttempts(nowMs: number, limit: number): Promise<number[]> {
    const rows = await this.#rows(
      'SELECT id FROM attempt WHERE due_at_ms <= $1 ORDER BY due_at_ms, id LIMIT $2',
      [nowMs, limit],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** The number of a block of attempt ids that nobody else has. */
  async nextBlock(): Promise<number> {
    const [{ block }] = await this.#rows(`SELECT nextval('attempt_block') AS block`, []);
    return Number(block);
  }

  /** A node has told all it did, and will not come back. */
  async signOff(nodeId: string): Promise<void> {
    await this.#rows('DELETE FROM node WHERE id = $1', [nodeId]);
  }

  /** Deletes at most `limit` rows of each kind that are older; answers whether there may be more. */
  async purge({ attemptsBeforeMs, totalsBeforeMs }: Retention, limit: number): Promise<boolean> {
    const deleted = [
      await this.#pool.query(OLD_ATTEMPTS, [attemptsBeforeMs, limit]),
      await this.#pool.query(OLD_REFUSALS, [attemptsBeforeMs, limit]),
      await this.#pool.query(OLD_EVENTS, [totalsBeforeMs, limit]),
    ];
    for (const { statement, unitMs } of OLD_TOTALS) {
      deleted.push(await this.#pool.query(statement, [Math.floor(totalsBeforeMs / unitMs), limit]));
    }
    return deleted.some(({ rowCount }) => rowCount === limit);
  }

  /** Deletes what is left of nodes and completions that nobody waits for any longer. */
  async tidy(nowMs: number): Promise<void> {
    await this.#rows('DELETE FROM early_completion WHERE at_ms < $1', [nowMs - EARLY_MS]);
    await this.#rows('DELETE FROM node WHERE seen_at_ms < $1', [nowMs - GONE_MS]);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #rows(text: string, values: unknown[]): Promise<Record<string, unknown>[]> {
    return (await this.#pool.query(text, values)).rows;
  }
}

/** Group by group, which the index finds: one by time alone would be written with every call. */
const OLD_ATTEMPTS = `DELETE FROM attempt WHERE id IN (
  SELECT old.id FROM ledger CROSS JOIN LATERAL (
    SELECT id FROM attempt
    WHERE attempt.group_id = ledger.group_id AND opened_at_ms < $1 AND ended_at_ms < $1 AND due_at_ms IS NULL
    ORDER BY opened_at_ms LIMIT $2) AS old
  LIMIT $2)`;

const OLD_REFUSALS = `DELETE FROM refusal WHERE id IN (
  SELECT old.id FROM ledger CROSS JOIN LATERAL (
    SELECT id FROM refusal WHERE refusal.group_id = ledger.group_id AND at_ms < $1 ORDER BY at_ms LIMIT $2) AS old
  LIMIT $2)`;

const OLD_EVENTS =
  'DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at_ms < $1 ORDER BY at_ms LIMIT $2)';

const MINUTE_MS = 60_000;

const OLD_TOTALS = [
  oldTotals('placed_minute', 'minute', MINUTE_MS),
  oldTotals('ended_minute', 'minute', MINUTE_MS),
  oldTotals('refused_minute', 'minute', MINUTE_MS),
  oldTotals('call_length', 'quarter', QUARTER_MS),
];

/** Of totals by their time, in this unit. */
function oldTotals(table: string, time: string, unitMs: number) {
  const old = `SELECT ctid FROM ${table} WHERE ${time} < $1 ORDER BY ${time} LIMIT $2`;
  return { statement: `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${old}))`, unitMs };
}

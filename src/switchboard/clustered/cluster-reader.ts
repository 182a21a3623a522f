import { Pool } from 'pg';
import type { GroupState } from '../books/change-log.ts';
import { readTallies } from '../books/tallies-text.ts';
import type { Connections } from '../observer.ts';

/** For how long a completion waits for a call that a node without its database still has to tell. */
const EARLY_MS = 3_600_000;

/** A node that was not there for so long will not come back. */
const GONE_MS = 30 * 86_400_000;

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
  async states(groupIds: readonly number[]): Promise<Map<number, GroupState>> {
    const rows = await this.#rows(
      'SELECT group_id, since_ms, version, tallies FROM ledger WHERE group_id = ANY ($1::bigint[])',
      [groupIds],
    );
    return new Map(
      rows.map(({ group_id, since_ms, version, tallies }) => [
        Number(group_id),
        { sinceMs: Number(since_ms), version: Number(version), tallies: readTallies(String(tallies)) },
      ]),
    );
  }

  /** The ids of attempts whose time has come, the earliest first. */
  async dueAttempts(nowMs: number, limit: number): Promise<number[]> {
    const rows = await this.#rows(
      'SELECT id FROM attempt WHERE due_at_ms <= $1 ORDER BY due_at_ms LIMIT $2',
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

  /** Deletes at most `limit` attempts that ended before, and as many older totals; answers whether there may be more. */
  async purge(beforeMs: number, limit: number): Promise<boolean> {
    const attempts = await this.#pool.query(
      `DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE ended_at_ms < $1 AND due_at_ms IS NULL LIMIT $2)`,
      [beforeMs, limit],
    );
    const totals = await this.#pool.query(
      `DELETE FROM group_minute WHERE (group_id, minute) IN
         (SELECT group_id, minute FROM group_minute WHERE minute < $1 LIMIT $2)`,
      [Math.floor(beforeMs / 60_000), limit],
    );
    return attempts.rowCount === limit || totals.rowCount === limit;
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

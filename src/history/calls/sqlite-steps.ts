import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import type { CallStep, StepPosition } from './calls.ts';
import type { StepFinder } from './step-finder.ts';
import {
  ATTEMPT_COLUMNS,
  type AttemptRow,
  attemptStepOf,
  REFUSAL_COLUMNS,
  type RefusalRow,
  refusalStepOf,
} from './step-rows.ts';

const MINUTE_MS = 60_000;

/** The last moment that a Date can have. */
const NEVER_MS = 8.64e15;

/**
 * SQLite's indexes begin with the time, or with what grows with it, which suits those who write them. A search goes back
 * through every thousand ids, or every minute, and looks each of them up: that costs the same whatever they are. In a
 * comparison with the index's expression a column stands with a plus: with the type that it has without one, SQLite
 * would not use the index, and read the whole table.
 */
export class SqliteSteps implements StepFinder {
  readonly #db: Kysely<HistorySchema>;
  readonly #now: () => number;

  constructor(db: Kysely<HistorySchema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async ofSession(accountId: number, session: string, limit: number): Promise<CallStep[]> {
    const ours = sql`session = ${session} AND account_id = ${accountId}`;
    const placed = await sql<AttemptRow>`${allOf('attempt')} SELECT ${ATTEMPT_COLUMNS}
      FROM span CROSS JOIN attempt INDEXED BY attempt_of_session
      WHERE id >> 10 = +span.bucket AND ${ours} ORDER BY id DESC LIMIT ${limit}`.execute(this.#db);
    const refused = await sql<RefusalRow>`${allOf('refusal')} SELECT ${REFUSAL_COLUMNS}
      FROM span CROSS JOIN refusal INDEXED BY refusal_of_session
      WHERE id >> 10 = +span.bucket AND ${ours} ORDER BY id DESC LIMIT ${limit}`.execute(this.#db);
    return [...placed.rows.map(attemptStepOf), ...refused.rows.map(refusalStepOf)];
  }

  async ofGroup(groupId: number, before: StepPosition | undefined, limit: number): Promise<CallStep[]> {
    const now = Math.floor(this.#now() / MINUTE_MS);
    const last = before && Math.floor(before.atMs / MINUTE_MS);
    // Every minute has a step at least, but for the one in which the page begins.
    const minutes = await this.#minutesWithAny(groupId, Math.min(last ?? now, now), limit + 1);
    const steps: CallStep[] = [];
    for (const minute of minutes) {
      steps.push(...await this.#inMinute(groupId, minute, minute === last ? before : undefined, limit));
      if (steps.length >= limit) break;
    }
    return steps;
  }

  /** The moment, give or take a minute, before which nothing is kept; far in the future when nothing is. */
  async #oldestMs(): Promise<number> {
    const { rows: [{ oldest }] } = await sql<{ oldest: number }>`SELECT min(
      coalesce((SELECT opened_at_ms FROM attempt ORDER BY opened_at_ms / 60000 LIMIT 1), ${NEVER_MS}),
      coalesce((SELECT at_ms FROM refusal ORDER BY at_ms / 60000 LIMIT 1), ${NEVER_MS})) AS oldest`.execute(
      this.#db,
    );
    return oldest - MINUTE_MS;
  }

  /** The newest minutes up to `last` in which the group placed or refused any, the newest first. */
  async #minutesWithAny(groupId: number, last: number, limit: number): Promise<number[]> {
    const oldest = Math.floor((await this.#oldestMs()) / MINUTE_MS);
    const { rows } = await sql<{ minute: number }>`WITH RECURSIVE span (minute) AS (
      VALUES (CAST(${last} AS integer)) UNION ALL SELECT minute - 1 FROM span WHERE minute > ${oldest})
      SELECT minute FROM span
      WHERE EXISTS (SELECT 1 FROM placed_minute WHERE placed_minute.minute = span.minute AND group_id = ${groupId})
      OR EXISTS (SELECT 1 FROM refused_minute WHERE refused_minute.minute = span.minute AND group_id = ${groupId})
      LIMIT ${limit}`.execute(this.#db);
    return rows.map(({ minute }) => minute);
  }

  /** A single process gives the ids, in the order of time: they are found in that order, whatever the minute has. */
  async #inMinute(
    groupId: number,
    minute: number,
    before: StepPosition | undefined,
    limit: number,
  ): Promise<CallStep[]> {
    const earlier = before === undefined ? sql`TRUE` : sql`id < ${before.id}`;
    const placed = await sql<AttemptRow>`SELECT ${ATTEMPT_COLUMNS} FROM attempt INDEXED BY attempt_of_group
      WHERE opened_at_ms / 60000 = ${minute} AND group_id = ${groupId} AND ${earlier}
      ORDER BY id DESC LIMIT ${limit}`.execute(this.#db);
    const refused = await sql<RefusalRow>`SELECT ${REFUSAL_COLUMNS} FROM refusal INDEXED BY refusal_of_group
      WHERE at_ms / 60000 = ${minute} AND group_id = ${groupId} AND ${earlier}
      ORDER BY id DESC LIMIT ${limit}`.execute(this.#db);
    return [...placed.rows.map(attemptStepOf), ...refused.rows.map(refusalStepOf)];
  }
}

/** Every thousand ids that a table has rows of, the newest first. */
function allOf(table: 'attempt' | 'refusal'): RawBuilder<unknown> {
  const rows = sql.table(table);
  return sql`WITH RECURSIVE span (bucket) AS (
    SELECT max(id) >> 10 FROM ${rows}
    UNION ALL SELECT bucket - 1 FROM span WHERE bucket > (SELECT min(id) >> 10 FROM ${rows}))`;
}

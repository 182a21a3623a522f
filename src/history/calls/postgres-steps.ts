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

/** PostgreSQL has an index by session, and one by group and time. */
export class PostgresSteps implements StepFinder {
  readonly #db: Kysely<HistorySchema>;

  constructor(db: Kysely<HistorySchema>) {
    this.#db = db;
  }

  ofSession(accountId: number, session: string, limit: number): Promise<CallStep[]> {
    const ours = sql<boolean>`session = ${session} AND account_id = ${accountId}`;
    return this.#newest(ours, ours, limit);
  }

  ofGroup(groupId: number, before: StepPosition | undefined, limit: number): Promise<CallStep[]> {
    const ours = (time: RawBuilder<number>) =>
      before === undefined
        ? sql<boolean>`group_id = ${groupId}`
        : sql<boolean>`group_id = ${groupId} AND (${time}, id) < (${before.atMs}, ${before.id})`;
    return this.#newest(ours(OPENED), ours(REFUSED), limit);
  }

  async #newest(
    attempts: RawBuilder<boolean>,
    refusals: RawBuilder<boolean>,
    limit: number,
  ): Promise<CallStep[]> {
    const placed = await sql<AttemptRow>`SELECT ${ATTEMPT_COLUMNS} FROM attempt WHERE ${attempts}
      ORDER BY opened_at_ms DESC, id DESC LIMIT ${limit}`.execute(this.#db);
    const refused = await sql<RefusalRow>`SELECT ${REFUSAL_COLUMNS} FROM refusal WHERE ${refusals}
      ORDER BY at_ms DESC, id DESC LIMIT ${limit}`.execute(this.#db);
    return [...placed.rows.map(attemptStepOf), ...refused.rows.map(refusalStepOf)];
  }
}

const OPENED = sql.ref<number>('opened_at_ms');
const REFUSED = sql.ref<number>('at_ms');

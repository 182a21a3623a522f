import { type Kysely, sql } from 'kysely';
import type { HistorySchema } from '../history-schema.ts';
import { openAttempts, openByAge } from './open-attempts.ts';
import {
  AGE_LIMITS_MS,
  type OpenFilter,
  type OpenPage,
  type OpenQuery,
  type OpenReference,
  type OpenSession,
  type OpenSessions,
} from './open-sessions.ts';

/** PostgreSQL's large numbers arrive as texts. */
type Count = number | string;

/** Open attempts in the switchboard's own table, in SQLite or PostgreSQL. What it costs grows with those that are open. */
export class KyselyOpenSessions implements OpenSessions {
  readonly #db: Kysely<HistorySchema>;
  readonly #now: () => number;

  constructor(db: Kysely<HistorySchema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async find({ order, after, limit, ...filter }: OpenQuery): Promise<OpenPage> {
    const direction = order === 'oldest' ? 'asc' : 'desc';
    const rows = await openByAge(this.#db, filter, direction)
      .select([
        'id',
        'group_id',
        'destination_id',
        'session',
        'number',
        'opened_at_ms',
        'expires_at_ms',
        'node',
      ])
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb(
            eb.refTuple('opened_at_ms', 'id'),
            order === 'oldest' ? '>' : '<',
            eb.tuple(after!.openedAtMs, after!.id),
          )
        ))
      .limit(limit + 1)
      .execute();
    const sessions = rows.slice(0, limit).map(sessionOf);
    return { sessions, next: rows.length > limit ? sessions.at(-1) : undefined };
  }

  async ages(filter: OpenFilter): Promise<number[]> {
    const nowMs = this.#now();
    const [first, second, third] = AGE_LIMITS_MS.map((limit) => nowMs - limit);
    const counted = await openAttempts(this.#db, filter).select([
      count(sql`opened_at_ms > ${first}`).as('first'),
      count(sql`opened_at_ms <= ${first} AND opened_at_ms > ${second}`).as('second'),
      count(sql`opened_at_ms <= ${second} AND opened_at_ms > ${third}`).as('third'),
      count(sql`opened_at_ms <= ${third}`).as('older'),
    ]).executeTakeFirstOrThrow();
    return [counted.first, counted.second, counted.third, counted.older].map(Number);
  }

  async references(filter: OpenFilter, limit: number): Promise<OpenReference[]> {
    const rows = await openByAge(this.#db, filter, 'asc').select(['id', 'session', 'expires_at_ms']).limit(
      limit,
    ).execute();
    return rows.map(({ id, session, expires_at_ms }) => ({
      id: Number(id),
      session,
      expiresAtMs: Number(expires_at_ms),
    }));
  }
}

function count(condition: ReturnType<typeof sql>) {
  return sql<Count>`count(CASE WHEN ${condition} THEN 1 END)`;
}

interface Row {
  readonly id: number;
  readonly group_id: number;
  readonly destination_id: number;
  readonly session: string | null;
  readonly number: number;
  readonly opened_at_ms: number;
  readonly expires_at_ms: number;
  readonly node: string | null;
}

function sessionOf(row: Row): OpenSession {
  return {
    id: Number(row.id),
    groupId: Number(row.group_id),
    destinationId: Number(row.destination_id),
    session: row.session,
    number: row.number,
    openedAtMs: Number(row.opened_at_ms),
    expiresAtMs: Number(row.expires_at_ms),
    node: row.node,
  };
}

import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { Refusal } from '../../routing/refusal.ts';
import type { HistorySchema } from '../history-schema.ts';
import type { Stretch } from './reading-plan.ts';
import type { AttemptRecord, Span } from './reports.ts';

interface Place {
  /** The number of the span within its stretch. */
  readonly slot: number;
  readonly group_id: number;
}

export interface PlacedSums extends Place {
  readonly destination_id: number;
  readonly placed: number;
  readonly retries: number;
  /** When they came: the sum of the milliseconds since the stretch began. */
  readonly moments: number;
  readonly peak: number;
  readonly group_peak: number;
}

export interface EndedSums extends Place {
  readonly destination_id: number;
  readonly end_reason: EndReason;
  readonly outcome: Outcome | '';
  readonly ended: number;
  readonly open_ms: number;
  readonly moments: number;
}

export interface RefusedSums extends Place {
  readonly reason: Refusal;
  readonly refused: number;
  readonly last_resort: number;
}

export interface LengthSums extends Place {
  readonly destination_id: number;
  readonly bucket: number;
  readonly calls: number;
}

/** Calls in progress. */
export interface ActiveSums {
  readonly group_id: number;
  readonly destination_id: number;
  readonly active: number;
}

const MINUTES_OF_QUARTER = 15;

/**
 * Looking up the rows of some groups costs SQLite as much as reading those of this many times as many: measured, of
 * 1,000 groups it pays up to some 400, of 20 up to one to ten, depending on what else the machine does.
 */
const LOOK_UP_COST = 3;

/** The statements of reports, whose answers are numbers in both engines. */
export class ReportStatements {
  readonly #db: Kysely<HistorySchema>;
  readonly #isPostgres: boolean;

  constructor(db: Kysely<HistorySchema>) {
    this.#db = db;
    this.#isPostgres = db.getExecutor().adapter instanceof PostgresAdapter;
  }

  /**
   * Whether SQLite, which keeps the totals in the order of time, had better read all groups' rows than look these up,
   * minute by minute. PostgreSQL keeps them by group.
   */
  async readsAll(groupIds: readonly number[]): Promise<boolean> {
    if (this.#isPostgres) return true;
    const { groups } = await this.#db.selectFrom('ledger')
      .select(({ fn }) => fn.countAll<number>().as('groups')).executeTakeFirstOrThrow();
    return groupIds.length * LOOK_UP_COST >= groups;
  }

  placed(groupIds: readonly number[], stretch: Stretch, readsAll: boolean): Promise<PlacedSums[]> {
    return this.#rows(sql`SELECT ${slotIn(stretch)} AS slot, group_id, destination_id,
        ${whole(sql`sum(placed)`)} AS placed, ${whole(sql`sum(retries)`)} AS retries,
        ${momentsIn(stretch, sql`placed`)} AS moments, max(peak) AS peak, max(group_peak) AS group_peak
      ${this.#within('placed_minute', groupIds, stretch, readsAll)}
      GROUP BY 1, 2, 3`);
  }

  ended(groupIds: readonly number[], stretch: Stretch, readsAll: boolean): Promise<EndedSums[]> {
    return this.#rows(sql`SELECT ${slotIn(stretch)} AS slot, group_id, destination_id, end_reason, outcome,
        ${whole(sql`sum(ended)`)} AS ended, ${whole(sql`sum(open_ms)`)} AS open_ms,
        ${momentsIn(stretch, sql`ended`)} AS moments
      ${this.#within('ended_minute', groupIds, stretch, readsAll)}
      GROUP BY 1, 2, 3, 4, 5`);
  }

  refused(groupIds: readonly number[], stretch: Stretch, readsAll: boolean): Promise<RefusedSums[]> {
    return this.#rows(sql`SELECT ${slotIn(stretch)} AS slot, group_id, reason,
        ${whole(sql`sum(refused)`)} AS refused, ${whole(sql`sum(last_resort)`)} AS last_resort
      ${this.#within('refused_minute', groupIds, stretch, readsAll)}
      GROUP BY 1, 2, 3`);
  }

  /** Of the quarters of an hour that begin in a stretch; with `reachesBack`, of the one before that as well. */
  lengths(groupIds: readonly number[], stretch: Stretch, reachesBack: boolean): Promise<LengthSums[]> {
    const { from, to, step } = stretch;
    const first = from / MINUTES_OF_QUARTER;
    const minute = sql`quarter * ${sql.lit(MINUTES_OF_QUARTER)} - ${sql.lit(from)}`;
    const slot = sql`(CASE WHEN ${minute} < 0 THEN 0 ELSE ${minute} END) / ${sql.lit(step)}`;
    return this.#rows(sql`SELECT ${slot} AS slot, group_id, destination_id, bucket,
        ${whole(sql`sum(calls)`)} AS calls
      FROM call_length
      WHERE quarter >= ${reachesBack ? Math.floor(first) : Math.ceil(first)}
        AND quarter < ${Math.ceil(to / MINUTES_OF_QUARTER)} AND group_id IN (${sql.join(groupIds)})
      GROUP BY 1, 2, 3, 4`);
  }

  /** The calls in progress when a minute began: those of this moment, without what has changed since, in one look. */
  activeAt(groupIds: readonly number[], minute: number): Promise<ActiveSums[]> {
    const groups = sql`group_id IN (${sql.join(groupIds)})`;
    const since = sql`minute >= ${minute} AND ${groups}`;
    return this.#rows(sql`SELECT group_id, destination_id, ${whole(sql`sum(active)`)} AS active FROM (
        ${this.#activeNow(groups)}
        UNION ALL SELECT group_id, destination_id, -placed FROM placed_minute WHERE ${since}
        UNION ALL SELECT group_id, destination_id, ended FROM ended_minute WHERE ${since}
      ) AS change GROUP BY 1, 2`);
  }

  /** By how much fewer calls were in progress when a span began than when it ended. */
  changeOver(groupIds: readonly number[], span: Span, readsAll: boolean): Promise<ActiveSums[]> {
    const part = (table: 'placed_minute' | 'ended_minute', active: RawBuilder<unknown>) =>
      sql`SELECT group_id, destination_id, ${active} AS active
        ${this.#within(table, groupIds, span, readsAll)} GROUP BY 1, 2`;
    return this.#rows(sql`SELECT group_id, destination_id, ${whole(sql`sum(active)`)} AS active FROM (
        SELECT * FROM (${part('placed_minute', sql`-sum(placed)`)}) AS placed
        UNION ALL SELECT * FROM (${part('ended_minute', sql`sum(ended)`)}) AS over
      ) AS change GROUP BY 1, 2`);
  }

  /** Attempts of a group that were opened within a span and stand behind this one, in order. */
  attempts(groupId: number, span: Span, behind: AttemptRecord | undefined, limit: number) {
    const columns = sql`id, group_id AS "groupId", destination_id AS "destinationId", session, number,
      opened_at_ms AS "openedAtMs", ended_at_ms AS "endedAtMs", end_reason AS reason, outcome, version`;
    return this.#rows<AttemptRecord>(
      this.#isPostgres
        ? sql`SELECT ${columns} FROM attempt
          WHERE group_id = ${groupId} AND opened_at_ms >= ${span.from * 60_000} AND opened_at_ms < ${
          span.to * 60_000
        } AND (opened_at_ms, id) > (${behind?.openedAtMs ?? 0}, ${behind?.id ?? 0})
          ORDER BY opened_at_ms, id LIMIT ${limit}`
        : sql`${minutesOf(span)} SELECT ${columns} FROM span CROSS JOIN attempt
          WHERE attempt.opened_at_ms / 60000 = span.minute AND group_id = ${groupId}
            AND (span.minute > ${span.from} OR id > ${behind?.id ?? 0})
          LIMIT ${limit}`,
    );
  }

  /**
   * PostgreSQL's ledgers have it, written with every change. SQLite's have not, as the embedded switchboard counts its
   * open attempts when it starts.
   */
  #activeNow(groups: RawBuilder<unknown>): RawBuilder<unknown> {
    return this.#isPostgres
      ? sql`SELECT group_id, (tally ->> 0)::bigint AS destination_id, (tally ->> 1)::bigint AS active
        FROM ledger CROSS JOIN LATERAL jsonb_array_elements(tallies::jsonb) AS tally WHERE ${groups}`
      : sql`SELECT group_id, destination_id, count(*) AS active FROM attempt
        WHERE ended_at_ms IS NULL AND ${groups} GROUP BY 1, 2`;
  }

  /** SQLite takes a CROSS JOIN in the order in which it is written. */
  #within(table: string, groupIds: readonly number[], span: Span, readsAll: boolean): RawBuilder<unknown> {
    const name = sql.table(table);
    const groups = sql`group_id IN (${sql.join(groupIds)})`;
    if (readsAll) {
      return sql`FROM ${name} WHERE minute >= ${span.from} AND minute < ${span.to} AND ${groups}`;
    }
    return sql`FROM (${minutesOf(span)} SELECT minute AS looked_up FROM span) CROSS JOIN ${name}
      WHERE ${name}.minute = looked_up AND ${groups}`;
  }

  async #rows<Row>(statement: RawBuilder<unknown>): Promise<Row[]> {
    return (await statement.execute(this.#db)).rows as Row[];
  }
}

function minutesOf({ from, to }: Span): RawBuilder<unknown> {
  return sql`WITH RECURSIVE span (minute) AS (
    VALUES (${sql.lit(from)}) UNION ALL SELECT minute + 1 FROM span WHERE minute < ${sql.lit(to - 1)})`;
}

/** Literals, as PostgreSQL would take two parameters of one value for two expressions. */
function slotIn({ from, step }: Stretch): RawBuilder<unknown> {
  return sql`(minute - ${sql.lit(from)}) / ${sql.lit(step)}`;
}

function momentsIn({ from }: Stretch, count: RawBuilder<unknown>): RawBuilder<unknown> {
  return whole(sql`sum(CAST(${count} AS bigint) * (minute - ${sql.lit(from)}) * 60000 + offset_ms)`);
}

/** PostgreSQL's sums are decimals. */
function whole(sum: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CAST(${sum} AS bigint)`;
}

import { type Kysely, sql } from 'kysely';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import { lengthOfBucket } from '../../routing/accounting/length-buckets.ts';
import type { HistorySchema } from '../history-schema.ts';
import { openAttempts } from '../sessions/open-attempts.ts';
import {
  BRIEF_MS,
  type CallLengthFigures,
  type Endings,
  type LookedAt,
  type LossDetails,
  type LossFigures,
} from './loss-figures.ts';
import { type Ended, type EndingsByGroup, EndingsSum, noEndings } from './endings-sum.ts';
import { remembered } from './remembered.ts';

type Database = Kysely<HistorySchema>;

/** PostgreSQL's large numbers arrive as texts. */
type Count = number | string;

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const DAY_QUARTERS = 96;

/** A leak lasts for days: nobody needs to see its numbers change while looking, nor to wait for them. */
const REMEMBERED = { freshMs: 5 * MINUTE_MS, usableMs: 6 * HOUR_MINUTES * MINUTE_MS };

/** Enough to see what lost attempts have in common. */
const SAMPLED_MINUTES = 5;
const SAMPLED_PER_MINUTE = 100;

/** An attempt is overdue when it is open for so many times as long as 99 of 100 calls last. */
const OVERDUE_TIMES = 2;

/** The figures from the switchboard's own tables, in SQLite or PostgreSQL. */
export class KyselyLossFigures implements LossFigures {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #day: () => Promise<EndingsByGroup>;

  constructor(db: Database, now: () => number) {
    this.#db = db;
    this.#now = now;
    this.#day = remembered(() => this.#endingsOfDay(), REMEMBERED, now);
  }

  endings(): Promise<EndingsByGroup> {
    return this.#day();
  }

  async details(group: LookedAt): Promise<LossDetails> {
    const lengths = await this.#lengths(group.groupId);
    return {
      weekBefore: await this.#weekBefore(group.groupId),
      sample: await this.#sample(group),
      lengths,
      overdue: lengths === null ? 0 : await this.#overdue(group, lengths),
    };
  }

  /** An hour at a time: whoever else reads has a turn in between. */
  async #endingsOfDay(): Promise<EndingsByGroup> {
    const sum = new EndingsSum();
    const end = this.#minute() + 1;
    for (let from = end - DAY_MINUTES; from < end; from += HOUR_MINUTES) {
      const rows = await this.#db.selectFrom('ended_minute')
        .select(['group_id', 'end_reason', 'outcome'])
        .select(({ fn }) => [fn.sum<Count>('ended').as('ended'), fn.sum<Count>('open_ms').as('open_ms')])
        .where('minute', '>=', from).where('minute', '<', from + HOUR_MINUTES)
        .groupBy(['group_id', 'end_reason', 'outcome'])
        .execute();
      for (const row of rows) sum.add(Number(row.group_id), endedOf(row));
    }
    return sum.byGroup;
  }

  /** One minute after the other: SQLite keeps these in the order of time. */
  async #weekBefore(groupId: number): Promise<Endings> {
    const last = this.#minute() - DAY_MINUTES;
    const { rows } = await sql<EndedRow>`
      WITH RECURSIVE span (minute) AS (
        VALUES (CAST(${last - WEEK_MINUTES + 1} AS integer))
        UNION ALL SELECT minute + 1 FROM span WHERE minute < ${last}
      )
      SELECT end_reason, outcome, sum(ended) AS ended, sum(open_ms) AS open_ms
      FROM span CROSS JOIN ended_minute
      WHERE ended_minute.minute = span.minute AND group_id = ${groupId}
      GROUP BY end_reason, outcome`.execute(this.#db);
    const sum = new EndingsSum();
    for (const row of rows) sum.add(groupId, endedOf(row));
    return sum.byGroup.get(groupId) ?? noEndings();
  }

  /** One quarter of an hour after the other: SQLite keeps these in the order of time. */
  async #lengths(groupId: number): Promise<CallLengthFigures | null> {
    const last = Math.floor(this.#now() / QUARTER_MS);
    const { rows } = await sql<{ bucket: number; calls: Count }>`
      WITH RECURSIVE span (quarter) AS (
        VALUES (CAST(${last - DAY_QUARTERS + 1} AS integer))
        UNION ALL SELECT quarter + 1 FROM span WHERE quarter < ${last}
      )
      SELECT bucket, sum(calls) AS calls
      FROM span CROSS JOIN call_length
      WHERE call_length.quarter = span.quarter AND group_id = ${groupId}
      GROUP BY bucket ORDER BY bucket`.execute(this.#db);
    return rows.length === 0 ? null : figuresOf(rows.map(({ bucket, calls }) => [bucket, Number(calls)]));
  }

  /** Attempts that expired began one expiry earlier, or a little more. */
  async #sample({ groupId, sessionTtlSeconds }: LookedAt): Promise<LossDetails['sample']> {
    const ttlMinutes = Math.floor(sessionTtlSeconds / 60);
    const opened = (await this.#minutesOfExpiry(groupId)).flatMap((
      minute,
    ) => [minute - ttlMinutes - 1, minute - ttlMinutes]);
    const sample = { attempts: 0, withoutSession: 0 };
    for (const minute of new Set(opened)) {
      const sessions = await this.#expiredOf(groupId, minute);
      sample.attempts += sessions.length;
      sample.withoutSession += sessions.filter((session) => session === null).length;
    }
    return sample.attempts === 0 ? null : sample;
  }

  /** The last minutes in which attempts of the group expired. */
  async #minutesOfExpiry(groupId: number): Promise<number[]> {
    const last = this.#minute();
    const { rows } = await sql<{ minute: number }>`
      WITH RECURSIVE span (minute) AS (
        VALUES (CAST(${last} AS integer))
        UNION ALL SELECT minute - 1 FROM span WHERE minute > ${last - DAY_MINUTES + 1}
      )
      SELECT span.minute AS minute
      FROM span CROSS JOIN ended_minute
      WHERE ended_minute.minute = span.minute AND group_id = ${groupId} AND end_reason = 'expired'
      GROUP BY span.minute ORDER BY span.minute DESC LIMIT ${SAMPLED_MINUTES}`.execute(this.#db);
    return rows.map(({ minute }) => minute);
  }

  /** The sessions of attempts that began in a minute and expired. Both engines have an index that leads there. */
  async #expiredOf(groupId: number, minute: number): Promise<(string | null)[]> {
    const rows = await this.#db.selectFrom('attempt').select('session')
      .where(sql<boolean>`opened_at_ms / 60000 = ${minute}`)
      .where('group_id', '=', groupId)
      .where('opened_at_ms', '>=', minute * MINUTE_MS)
      .where('opened_at_ms', '<', (minute + 1) * MINUTE_MS)
      .where('end_reason', '=', 'expired')
      .limit(SAMPLED_PER_MINUTE)
      .execute();
    return rows.map(({ session }) => session);
  }

  async #overdue({ accountId, groupId }: LookedAt, { p99Seconds }: CallLengthFigures): Promise<number> {
    const openedBeforeMs = this.#now() - OVERDUE_TIMES * p99Seconds * 1000;
    const { count } = await openAttempts(this.#db, { accountId, groupId, openedBeforeMs })
      .select((eb) => eb.fn.countAll<Count>().as('count')).executeTakeFirstOrThrow();
    return Number(count);
  }

  #minute(): number {
    return Math.floor(this.#now() / MINUTE_MS);
  }
}

interface EndedRow {
  readonly end_reason: EndReason;
  readonly outcome: Outcome | '';
  readonly ended: Count;
  readonly open_ms: Count;
}

function endedOf({ end_reason: reason, outcome, ended, open_ms }: EndedRow): Ended {
  return { reason, outcome, ended: Number(ended), openMs: Number(open_ms) };
}

/** From the buckets of lengths, the shortest first, and how many calls are in each. */
function figuresOf(buckets: readonly (readonly [bucket: number, calls: number])[]): CallLengthFigures {
  const calls = buckets.reduce((sum, [, calls]) => sum + calls, 0);
  const secondsAt = (part: number) => {
    let left = part * calls;
    const [bucket] = buckets.find(([, calls]) => (left -= calls) <= 0) ?? buckets.at(-1)!;
    return Math.max(1, Math.round(lengthOfBucket(bucket) / 1000));
  };
  const brief = buckets.filter(([bucket]) => lengthOfBucket(bucket) < BRIEF_MS)
    .reduce((sum, [, calls]) => sum + calls, 0);
  return { calls, brief, medianSeconds: secondsAt(0.5), p99Seconds: secondsAt(0.99) };
}

import { type Kysely, sql } from 'kysely';
import { KyselyCalls } from './calls/kysely-calls.ts';
import { KyselyEvents } from './events/kysely-events.ts';
import type { HistorySchema } from './history-schema.ts';
import type { GroupUsage, History } from './history.ts';
import { KyselyLossFigures } from './leaks/kysely-loss-figures.ts';
import { KyselyOpenSessions } from './sessions/kysely-open-sessions.ts';
import { readPlaced } from './replay/read-placed.ts';
import { readRequests } from './replay/read-requests.ts';
import type { RecordedPeriod, RecordedRequest } from './replay/recorded-request.ts';

const MINUTES_OF_HOUR = 60;
const MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

/** PostgreSQL's sums are texts. */
type Sum = number | string;

/** History over the switchboard's own tables, in SQLite or PostgreSQL. */
export class KyselyHistory implements History {
  readonly calls: KyselyCalls;
  readonly sessions: KyselyOpenSessions;
  readonly losses: KyselyLossFigures;
  readonly events: KyselyEvents;
  readonly #db: Kysely<HistorySchema>;
  readonly #now: () => number;

  /** `db` is a connection of its own, which it closes: reading must not hold writers up. */
  constructor(db: Kysely<HistorySchema>, now: () => number = Date.now) {
    this.events = new KyselyEvents(db);
    this.#db = db;
    this.#now = now;
    this.calls = new KyselyCalls(db, now);
    this.sessions = new KyselyOpenSessions(db, now);
    this.losses = new KyselyLossFigures(db, now);
  }

  /**
   * SQLite keeps the totals in the order of time, which suits those who write them: a group's are looked up one minute
   * after the other (it takes a CROSS JOIN in the order in which it is written). Unlike a search over a day of all
   * groups, that costs the same whatever the others do.
   */
  async usage(groupId: number): Promise<GroupUsage> {
    const minute = Math.floor(this.#now() / 60_000);
    const hourAgo = minute - MINUTES_OF_HOUR;
    const { rows: [{ last_hour, last_day }] } = await sql<{ last_hour: Sum; last_day: Sum }>`
      WITH RECURSIVE span (minute) AS (
        VALUES (CAST(${minute - MINUTES_OF_DAY + 1} AS integer))
        UNION ALL SELECT minute + 1 FROM span WHERE minute < ${minute}
      )
      SELECT coalesce(sum(placed) FILTER (WHERE span.minute > ${hourAgo}), 0) AS last_hour,
        coalesce(sum(placed), 0) AS last_day
      FROM span CROSS JOIN placed_minute
      WHERE placed_minute.minute = span.minute AND group_id = ${groupId}`.execute(this.#db);
    return { lastHour: Number(last_hour), lastDay: Number(last_day) };
  }

  replay(period: RecordedPeriod): AsyncIterable<readonly RecordedRequest[]> {
    return readRequests(this.#db, period);
  }

  placed(groupId: number, fromMs: number, toMs: number): Promise<ReadonlyMap<number, number>> {
    return readPlaced(this.#db, groupId, { fromMs, toMs });
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}

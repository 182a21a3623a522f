import { type Kysely, sql } from 'kysely';
import { setImmediate } from 'node:timers/promises';
import type { HistorySchema } from './history-schema.ts';
import type { GroupUsage, History } from './history.ts';

const HOURS = 24;

/** History over the switchboard's own tables, in SQLite or PostgreSQL. */
export class KyselyHistory implements History {
  readonly #db: Kysely<HistorySchema>;
  readonly #now: () => number;

  /** `db` is a connection of its own, which it closes: reading must not hold writers up. */
  constructor(db: Kysely<HistorySchema>, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
  }

  /** An hour at a time: SQLite's statements run on the thread that answers calls, which have their turn in between. */
  async usage(groupId: number): Promise<GroupUsage> {
    const minute = Math.floor(this.#now() / 60_000);
    const lastHour = await this.#placedInHour(groupId, minute);
    let lastDay = lastHour;
    for (let hour = 1; hour < HOURS; hour++) {
      await setImmediate();
      lastDay += await this.#placedInHour(groupId, minute - hour * 60);
    }
    return { lastHour, lastDay };
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  /**
   * SQLite keeps the totals in the order of time, which suits those who write them: a group's are looked up one minute
   * after the other (it takes a CROSS JOIN in the order in which it is written). Unlike a search over an hour of all
   * groups, that costs the same whatever the others do.
   */
  async #placedInHour(groupId: number, lastMinute: number): Promise<number> {
    const { rows: [{ placed }] } = await sql<{ placed: number | string }>`
      WITH RECURSIVE span (minute) AS (
        VALUES (CAST(${
      lastMinute - 59
    } AS integer)) UNION ALL SELECT minute + 1 FROM span WHERE minute < ${lastMinute}
      )
      SELECT coalesce(sum(placed), 0) AS placed
      FROM span CROSS JOIN placed_minute
      WHERE placed_minute.minute = span.minute AND group_id = ${groupId}`.execute(
      this.#db,
    );
    return Number(placed);
  }
}

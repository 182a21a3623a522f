import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import { QUARTER_MS, Totals } from '../books/totals.ts';
import type { AttemptColumns, BatchRows, StateRow } from './batch.ts';
import type { Retention } from '../retention.ts';
import { MIGRATIONS } from './journal-schema.ts';

/** How sure a commit is: `FULL` survives a power cut, `NORMAL` a crash of the process. */
export type Sync = 'FULL' | 'NORMAL';

export interface StoreSettings {
  readonly file: string;
  readonly sync: Sync;
  /** How long a commit waits while another program, such as a backup, holds the file. */
  readonly lockWaitMs: number;
}

/** The version of a file that this release has opened for writing (`PRAGMA user_version`). */
export const JOURNAL_VERSION = MIGRATIONS.length;

/** Enough for the small integers of 100,000 groups, which busy installations write in no order. */
const CACHE_KIB = 65_536;

/** 40 MB of write-ahead log: what many commits change is copied into the file once. */
const CHECKPOINT_PAGES = 10_000;

/** A row of `attempt` as it is read back: `READ_COLUMNS` in order. */
export type AttemptRow = [
  ...AttemptColumns,
  endedAtMs: number | null,
  endReason: EndReason | null,
  outcome: Outcome | null,
];

const READ_COLUMNS =
  `id, account_id, group_id, destination_id, session, number, tried, opened_at_ms, expires_at_ms,
  ended_at_ms, end_reason, outcome`;

const MINUTE_MS = 60_000;

/** How many attempts are read at a time: a statement that answers with many arrays at once is the fastest way. */
const PAGE = 20_000;

/** node:sqlite has it, the runtime's types do not yet. */
type ArrayStatement = StatementSync & { setReturnArrays(enabled: boolean): void };

/** The switchboard's database file: every attempt, and the small integers of every group. */
export class JournalStore {
  readonly #db: DatabaseSync;
  readonly #statements: ReturnType<typeof prepareStatements>;

  /** Opens or makes the file. Throws when it is from a newer version or can't be opened. */
  constructor({ file, sync, lockWaitMs }: StoreSettings) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(
      `PRAGMA busy_timeout = ${lockWaitMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${sync}`,
    );
    this.#db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.#migrate(file);
    this.#statements = prepareStatements(this.#db);
  }

  /** Writes a batch in one transaction; writing the same batch again changes nothing. Throws when it could not. */
  write({ opened, ended, refused, events, states }: BatchRows) {
    const { insertAttempt, endAttempt, insertRefusal, insertEvent, putState } = this.#statements;
    this.#transaction(() => {
      const totals = new Totals();
      for (const [columns, active, groupActive] of opened) {
        const [, , groupId, destinationId, , number, , openedAtMs] = columns;
        if (insertAttempt.run(...columns).changes === 0) continue;
        totals.countPlaced(groupId, destinationId, { number, openedAtMs, active, groupActive });
      }
      for (const [id, groupId, destinationId, openedAtMs, endedAtMs, reason, outcome] of ended) {
        if (endAttempt.run(endedAtMs, reason, outcome, id).changes === 0) continue;
        totals.countEnded({ id, groupId, destinationId, openedAtMs }, endedAtMs, reason, outcome);
      }
      for (const row of refused) {
        const [, , groupId, , , atMs, reason, lastResort] = row;
        if (insertRefusal.run(...row).changes === 0) continue;
        totals.countRefused(groupId, atMs, reason, lastResort === 1);
      }
      this.#addTotals(totals);
      for (const row of events) insertEvent.run(...row);
      for (const row of states) putState.run(...row);
    });
  }

  states(): StateRow[] {
    return this.#arrays('SELECT * FROM ledger').all() as unknown as StateRow[];
  }

  /** In the order of their ids within each group. */
  *openAttempts(): Generator<AttemptRow> {
    const page = this.#arrays(
      `SELECT ${READ_COLUMNS} FROM attempt WHERE ended_at_ms IS NULL AND (group_id, id) > (?, ?) ORDER BY group_id, id LIMIT ?`,
    );
    let rows: AttemptRow[] = [];
    do {
      const [id, , groupId] = rows.at(-1) ?? [0, 0, 0];
      rows = page.all(groupId, id, PAGE) as unknown as AttemptRow[];
      yield* rows;
    } while (rows.length === PAGE);
  }

  /** In the order of their ids. */
  attemptsOpenedSince(sinceMs: number): AttemptRow[] {
    const statement = this.#arrays(
      `SELECT ${READ_COLUMNS} FROM attempt WHERE opened_at_ms / 60000 >= ? AND opened_at_ms >= ? ORDER BY id`,
    );
    return statement.all(Math.floor(sinceMs / MINUTE_MS), sinceMs) as unknown as AttemptRow[];
  }

  /** The highest id of an attempt or a refusal; 0 when there is none yet. */
  lastAttemptId(): number {
    return this.#number(
      `SELECT max(coalesce((SELECT max(id) FROM attempt), 0), coalesce((SELECT max(id) FROM refusal), 0)) AS number`,
    );
  }

  /** Deletes at most `limit` rows of each kind that are older; answers whether there may be more. */
  purge({ attemptsBeforeMs, totalsBeforeMs }: Retention, limit: number): boolean {
    const { deleteAttempts, deleteRefusals, deleteEvents, deleteTotals } = this.#statements;
    const attemptMinute = Math.floor(attemptsBeforeMs / MINUTE_MS);
    const purges = this.#transaction(() => [
      deleteAttempts.run(attemptMinute, attemptsBeforeMs, limit),
      deleteRefusals.run(attemptMinute, limit),
      deleteEvents.run(totalsBeforeMs, limit),
      ...deleteTotals.map(({ statement, unitMs }) =>
        statement.run(Math.floor(totalsBeforeMs / unitMs), limit)
      ),
    ]);
    return purges.some(({ changes }) => Number(changes) === limit);
  }

  /** Moves what is in the write-ahead log into the file, and closes it. */
  close() {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }

  /** A statement whose rows are arrays. */
  #arrays(sql: string): StatementSync {
    const statement = this.#db.prepare(sql) as ArrayStatement;
    statement.setReturnArrays(true);
    return statement;
  }

  #number(sql: string): number {
    return Number(this.#db.prepare(sql).get()?.number);
  }

  #addTotals(totals: Totals) {
    const { addPlaced, addEnded, addLength, addRefused } = this.#statements;
    for (const row of totals.placedRows()) addPlaced.run(...row);
    for (const row of totals.endedRows()) addEnded.run(...row);
    for (const row of totals.lengthRows()) addLength.run(...row);
    for (const row of totals.refusedRows()) addRefused.run(...row);
  }

  #migrate(file: string) {
    const version = this.#number('SELECT user_version AS number FROM pragma_user_version');
    if (version > JOURNAL_VERSION) {
      throw new Error(
        `${file} was written by a newer version of Plum Routes. Start that version, or restore a backup.`,
      );
    }
    for (let next = version; next < JOURNAL_VERSION; next++) {
      this.#transaction(() => this.#db.exec(`${MIGRATIONS[next]} PRAGMA user_version = ${next + 1}`));
    }
  }

  #transaction<Result>(work: () => Result): Result {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

function prepareStatements(db: DatabaseSync) {
  return {
    insertAttempt: db.prepare(
      `INSERT INTO attempt (id, account_id, group_id, destination_id, session, number, tried, opened_at_ms,
         expires_at_ms, version, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    ),
    endAttempt: db.prepare(
      `UPDATE attempt SET ended_at_ms = ?, end_reason = ?, outcome = ? WHERE id = ? AND ended_at_ms IS NULL`,
    ),
    insertRefusal: db.prepare(
      'INSERT INTO refusal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING',
    ),
    insertEvent: db.prepare(
      'INSERT INTO event (at_ms, account_id, group_id, destination_id, kind, detail) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    putState: db.prepare('INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?)'),
    addPlaced: db.prepare(
      `INSERT INTO placed_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         placed = placed + excluded.placed, retries = retries + excluded.retries,
         offset_ms = offset_ms + excluded.offset_ms, peak = max(peak, excluded.peak),
         group_peak = max(group_peak, excluded.group_peak)`,
    ),
    addEnded: db.prepare(
      `INSERT INTO ended_minute VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         ended = ended + excluded.ended, open_ms = open_ms + excluded.open_ms,
         offset_ms = offset_ms + excluded.offset_ms`,
    ),
    addLength: db.prepare(
      'INSERT INTO call_length VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls',
    ),
    addRefused: db.prepare(
      `INSERT INTO refused_minute VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
         refused = refused + excluded.refused, last_resort = last_resort + excluded.last_resort`,
    ),
    deleteAttempts: db.prepare(
      `DELETE FROM attempt WHERE id IN (SELECT id FROM attempt
         WHERE opened_at_ms / 60000 <= ? AND ended_at_ms < ? ORDER BY opened_at_ms / 60000 LIMIT ?)`,
    ),
    deleteRefusals: db.prepare(
      `DELETE FROM refusal WHERE id IN (SELECT id FROM refusal
         WHERE at_ms / 60000 < ? ORDER BY at_ms / 60000 LIMIT ?)`,
    ),
    deleteEvents: db.prepare(
      'DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at_ms < ? ORDER BY at_ms LIMIT ?)',
    ),
    deleteTotals: [
      deleteOld(db, 'placed_minute', 'minute, group_id, destination_id', MINUTE_MS),
      deleteOld(db, 'ended_minute', 'minute, group_id, destination_id, end_reason, outcome', MINUTE_MS),
      deleteOld(db, 'refused_minute', 'minute, group_id, reason', MINUTE_MS),
      deleteOld(db, 'call_length', 'quarter, group_id, destination_id, bucket', QUARTER_MS),
    ],
  };
}

/** Of totals whose key begins with the time, in this unit. */
function deleteOld(db: DatabaseSync, table: string, key: string, unitMs: number) {
  const [time] = key.split(',');
  const statement = db.prepare(
    `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${time} < ? LIMIT ?)`,
  );
  return { statement, unitMs };
}

import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { EndReason } from '../../routing/attempt.ts';
import type { Outcome } from '../../routing/outcome.ts';
import type { BatchRows, OpenedRow, StateRow } from './batch.ts';
import { MinuteTotals } from '../books/minute-totals.ts';

/** How sure a commit is: `FULL` survives a power cut, `NORMAL` a crash of the process. */
export type Sync = 'FULL' | 'NORMAL';

export interface StoreSettings {
  readonly file: string;
  readonly sync: Sync;
  /** How long a commit waits while another program, such as a backup, holds the file. */
  readonly lockWaitMs: number;
}

/** Append-only: each entry brings a database one version further. */
const MIGRATIONS = [
  `CREATE TABLE attempt (
     id INTEGER PRIMARY KEY,
     account_id INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     destination_id INTEGER NOT NULL,
     session TEXT,
     number INTEGER NOT NULL,
     tried TEXT,
     opened_at_ms INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     ended_at_ms INTEGER,
     end_reason TEXT,
     outcome TEXT
   ) STRICT;
   CREATE INDEX attempt_ended_at ON attempt (ended_at_ms);
   CREATE TABLE ledger (
     group_id INTEGER PRIMARY KEY,
     since_ms INTEGER NOT NULL,
     version INTEGER NOT NULL,
     tallies TEXT NOT NULL
   ) STRICT;
   -- By time first: calls of many groups then write to a few neighbouring pages, not to one of each group.
   CREATE TABLE group_minute (
     minute INTEGER NOT NULL,
     group_id INTEGER NOT NULL,
     placed INTEGER NOT NULL,
     PRIMARY KEY (minute, group_id)
   ) STRICT, WITHOUT ROWID;`,
];

/** The version of a file that this release has opened for writing (`PRAGMA user_version`). */
export const JOURNAL_VERSION = MIGRATIONS.length;

/** Enough for the small integers of 100,000 groups, which busy installations write in no order. */
const CACHE_KIB = 65_536;

/** 40 MB of write-ahead log: what many commits change is copied into the file once. */
const CHECKPOINT_PAGES = 10_000;

/** A row of `attempt` as it is read back, in the order of its columns. */
export type AttemptRow = [
  ...OpenedRow,
  endedAtMs: number | null,
  endReason: EndReason | null,
  outcome: Outcome | null,
];

/** How many attempts are read at a time: a statement that answers with many arrays at once is the fastest way. */
const PAGE = 20_000;

/** node:sqlite has it, the runtime's types do not yet. */
type ArrayStatement = StatementSync & { setReturnArrays(enabled: boolean): void };

/** The switchboard's database file: every attempt, and the small integers of every group. */
export class JournalStore {
  readonly #db: DatabaseSync;
  readonly #insertAttempt: StatementSync;
  readonly #endAttempt: StatementSync;
  readonly #putState: StatementSync;
  readonly #addTotal: StatementSync;

  /** Opens or makes the file. Throws when it is from a newer version or can't be opened. */
  constructor({ file, sync, lockWaitMs }: StoreSettings) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(
      `PRAGMA busy_timeout = ${lockWaitMs}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${sync}`,
    );
    this.#db.exec(`PRAGMA cache_size = -${CACHE_KIB}; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    this.#migrate(file);
    this.#insertAttempt = this.#db.prepare(
      `INSERT INTO attempt (id, account_id, group_id, destination_id, session, number, tried, opened_at_ms,
         expires_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
    );
    this.#endAttempt = this.#db.prepare(
      'UPDATE attempt SET ended_at_ms = ?, end_reason = ?, outcome = ? WHERE id = ?',
    );
    this.#putState = this.#db.prepare('INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?)');
    this.#addTotal = this.#db.prepare(
      'INSERT INTO group_minute VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET placed = placed + excluded.placed',
    );
  }

  /** Writes a batch in one transaction; writing the same batch again changes nothing. Throws when it could not. */
  write({ opened, ended, states }: BatchRows) {
    this.#transaction(() => {
      const totals = new MinuteTotals();
      for (const row of opened) {
        const [, , groupId, , , , , openedAtMs] = row;
        if (this.#insertAttempt.run(...row).changes) totals.count(groupId, openedAtMs);
      }
      for (const row of totals.rows()) this.#addTotal.run(...row);
      for (const [id, endedAtMs, reason, outcome] of ended) {
        this.#endAttempt.run(endedAtMs, reason, outcome, id);
      }
      for (const row of states) this.#putState.run(...row);
    });
  }

  states(): StateRow[] {
    return this.#arrays('SELECT * FROM ledger').all() as unknown as StateRow[];
  }

  /** In the order of their ids. */
  *openAttempts(): Generator<AttemptRow> {
    const page = this.#arrays(
      'SELECT * FROM attempt WHERE ended_at_ms IS NULL AND id > ? ORDER BY id LIMIT ?',
    );
    let rows: AttemptRow[] = [];
    do {
      rows = page.all(rows.at(-1)?.[0] ?? 0, PAGE) as unknown as AttemptRow[];
      yield* rows;
    } while (rows.length === PAGE);
  }

  /** In the order of their ids. */
  attemptsEndedSince(sinceMs: number): AttemptRow[] {
    const statement = this.#arrays('SELECT * FROM attempt WHERE ended_at_ms >= ? ORDER BY id');
    return statement.all(sinceMs) as unknown as AttemptRow[];
  }

  /** 0 when there is none yet. */
  lastAttemptId(): number {
    return this.#number('SELECT coalesce(max(id), 0) AS number FROM attempt');
  }

  /** Deletes at most `limit` attempts that ended before, and as many older totals; answers whether there may be more. */
  purge(beforeMs: number, limit: number): boolean {
    const attempts = 'DELETE FROM attempt WHERE id IN (SELECT id FROM attempt WHERE ended_at_ms < ? LIMIT ?)';
    const totals = `DELETE FROM group_minute WHERE (minute, group_id) IN
      (SELECT minute, group_id FROM group_minute WHERE minute < ? LIMIT ?)`;
    let more = false;
    this.#transaction(() => {
      for (const [sql, before] of [[attempts, beforeMs], [totals, Math.floor(beforeMs / 60_000)]] as const) {
        if (Number(this.#db.prepare(sql).run(before, limit).changes) === limit) more = true;
      }
    });
    return more;
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

  #transaction(work: () => void) {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#db.exec('COMMIT');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }
}

import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { NO_ROWS, type Page, type Reading } from './reader-messages.ts';

/** How long a statement waits while another program holds the file's lock. */
const LOCK_WAIT_MS = 5000;

/** node:sqlite has it, the runtime's types do not yet. */
type ArrayStatement = StatementSync & { setReturnArrays(enabled: boolean): void };

type Rows = Iterator<unknown[], unknown>;

/** Everything that a statement reads, at once. Throws in storage's words. */
export function readAll({ file, sql, parameters }: Reading): Page {
  using database = openToRead(file);
  const statement = prepare(database, sql);
  const rows = statement.all(...parameters as SQLInputValue[]) as unknown as unknown[][];
  return { columns: namesOf(statement), values: rows.flat(), isLast: true };
}

/**
 * What a statement reads, as much at a time as is asked for. On a connection of its own, as each statement is: they cost
 * 60 µs, and no statement then sees the past because another one is not over.
 */
export class ReadingStatement {
  readonly #database: DatabaseSync;
  readonly #columns: readonly string[];
  readonly #rows: Rows;
  #cameToItsEnd = false;

  /** Throws in storage's words. */
  constructor({ file, sql, parameters }: Reading) {
    this.#database = openToRead(file);
    try {
      this.#database.function('came_to_its_end', () => {
        this.#cameToItsEnd = true;
        return null;
      });
      this.#columns = namesOf(prepare(this.#database, sql));
      const statement = prepare(this.#database, tellingItsEnd(sql, this.#columns.length));
      this.#rows = statement.iterate(...parameters as SQLInputValue[]) as Iterator<unknown, unknown> as Rows;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The next rows, `most` of them. Throws when reading broke off. */
  next(most: number): Page {
    const values: unknown[] = [];
    for (let row = 0; row < most; row++) {
      const { done, value } = this.#rows.next();
      if (done) return this.#last(values);
      values.push(...value as unknown[]);
    }
    return { columns: this.#columns, values, isLast: false };
  }

  close() {
    this.#database.close();
  }

  #last(values: unknown[]): Page {
    if (this.#cameToItsEnd) return { ...NO_ROWS, columns: this.#columns, values };
    throw new Error('Reading broke off: the file or a value in it is damaged, or the disk failed.');
  }
}

/**
 * To the runtime's iterators a statement that fails is one that is over, which would pass a part of the rows off as all
 * of them. So it ends with a look for one more row, without giving any: who looked came through all the others.
 */
function tellingItsEnd(sql: string, columns: number): string {
  const nothing = new Array(columns).fill('NULL').join();
  return `SELECT * FROM (${sql}\n) UNION ALL SELECT ${nothing} WHERE came_to_its_end() IS NOT NULL`;
}

function openToRead(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: LOCK_WAIT_MS });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database ${file} can't be read: ${reason}`, { cause });
  }
}

function prepare(database: DatabaseSync, sql: string): ArrayStatement {
  const statement = database.prepare(sql) as ArrayStatement;
  statement.setReturnArrays(true);
  return statement;
}

function namesOf(statement: StatementSync): string[] {
  return statement.columns().map(({ name }) => name);
}

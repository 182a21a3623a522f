import {
  type AbortableOperationOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Page, Reading } from './reader-messages.ts';
import { ReaderThread } from './reader-thread.ts';

/** Kysely's dialect for a SQLite file that somebody else writes: its statements read, in a thread of their own. */
export class SqliteReaderDialect implements Dialect {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  createDriver(): Driver {
    return new SqliteReaderDriver(this.#file);
  }

  createAdapter(): SqliteAdapter {
    return new SqliteReaderAdapter();
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  // deno-lint-ignore no-explicit-any -- the type of Kysely's own interface
  createIntrospector(db: Kysely<any>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** A stream must not keep everybody else waiting until it is over. */
class SqliteReaderAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SqliteReaderDriver implements Driver {
  readonly #thread = new ReaderThread();
  readonly #connection: DatabaseConnection;

  constructor(file: string) {
    this.#connection = new SqliteReaderConnection(file, this.#thread);
  }

  async init() {}

  acquireConnection(): Promise<DatabaseConnection> {
    return Promise.resolve(this.#connection);
  }

  beginTransaction(): Promise<void> {
    return Promise.reject(new Error('There are no transactions here: each statement reads for itself.'));
  }

  async commitTransaction() {}

  async rollbackTransaction() {}

  async releaseConnection() {}

  async destroy() {
    await this.#thread.close();
  }
}

class SqliteReaderConnection implements DatabaseConnection {
  readonly #file: string;
  readonly #thread: ReaderThread;
  #streams = 0;

  constructor(file: string, thread: ReaderThread) {
    this.#file = file;
    this.#thread = thread;
  }

  async executeQuery<Row>(
    query: CompiledQuery,
    options?: AbortableOperationOptions,
  ): Promise<QueryResult<Row>> {
    const page = await this.#thread.ask({ kind: 'read', reading: this.#reading(query) }, options?.signal);
    return { rows: rowsOf(page) };
  }

  /** The next rows are read when the ones before were taken. */
  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    const stream = ++this.#streams;
    await this.#thread.ask({ kind: 'begin', stream, reading: this.#reading(query) });
    try {
      while (true) {
        const page = await this.#thread.ask({ kind: 'next', stream, most: chunkSize });
        yield { rows: rowsOf(page) };
        if (page.isLast) return;
      }
    } finally {
      // Whoever closes the database meanwhile ends its streams.
      await this.#thread.ask({ kind: 'end', stream }).catch(() => {});
    }
  }

  #reading({ sql, parameters }: CompiledQuery): Reading {
    return { file: this.#file, sql, parameters };
  }
}

function rowsOf<Row>({ columns, values }: Page): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; start += columns.length) {
    const row: Record<string, unknown> = {};
    for (let column = 0; column < columns.length; column++) row[columns[column]] = values[start + column];
    rows.push(row as Row);
  }
  return rows;
}

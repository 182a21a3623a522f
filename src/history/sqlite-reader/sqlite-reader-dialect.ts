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
import type { Page, Reading, ToReader } from './reader-messages.ts';

/** Who reads. */
export interface SqliteReader {
  /** Rejects in storage's words. What waits while its signal is aborted is not done: nobody looks at its answer. */
  ask(message: ToReader, signal?: AbortSignal): Promise<Page>;

  close(): Promise<void>;
}

/** Kysely's dialect for a SQLite file that somebody else writes: its statements only read. */
export class SqliteReaderDialect implements Dialect {
  readonly #file: string;
  readonly #reader: SqliteReader;

  /** `reader` is closed with it. */
  constructor(file: string, reader: SqliteReader) {
    this.#file = file;
    this.#reader = reader;
  }

  createDriver(): Driver {
    return new SqliteReaderDriver(this.#file, this.#reader);
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
  readonly #reader: SqliteReader;
  readonly #connection: DatabaseConnection;

  constructor(file: string, reader: SqliteReader) {
    this.#reader = reader;
    this.#connection = new SqliteReaderConnection(file, reader);
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
    await this.#reader.close();
  }
}

class SqliteReaderConnection implements DatabaseConnection {
  readonly #file: string;
  readonly #reader: SqliteReader;
  #streams = 0;

  constructor(file: string, reader: SqliteReader) {
    this.#file = file;
    this.#reader = reader;
  }

  async executeQuery<Row>(
    query: CompiledQuery,
    options?: AbortableOperationOptions,
  ): Promise<QueryResult<Row>> {
    const page = await this.#reader.ask({ kind: 'read', reading: this.#reading(query) }, options?.signal);
    return { rows: rowsOf(page) };
  }

  /** The next rows are read when the ones before were taken. */
  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    const stream = ++this.#streams;
    await this.#reader.ask({ kind: 'begin', stream, reading: this.#reading(query) });
    try {
      while (true) {
        const page = await this.#reader.ask({ kind: 'next', stream, most: chunkSize });
        yield { rows: rowsOf(page) };
        if (page.isLast) return;
      }
    } finally {
      // Whoever closes the database meanwhile ends its streams.
      await this.#reader.ask({ kind: 'end', stream }).catch(() => {});
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

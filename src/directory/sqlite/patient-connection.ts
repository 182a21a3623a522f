import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

/** How long a statement waits for a write of another connection before it fails. */
const PATIENCE_MS = 5000;

/** How often it looks whether that write is over. */
const LOOK_AGAIN_MS = 5;

/** SQLITE_BUSY: another connection holds the lock, and the statement has done nothing (sqlite.org/rescode.html). */
const BUSY = 5;

/**
 * Repeats a statement while another connection holds the file's lock.
 * SQLite's own `busy_timeout` would sleep on the thread that answers calls; this waits on a timer.
 */
export class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #patienceMs: number;

  constructor(connection: DatabaseConnection, patienceMs = PATIENCE_MS) {
    this.#connection = connection;
    this.#patienceMs = patienceMs;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const deadline = performance.now() + this.#patienceMs;
    while (true) {
      try {
        return await this.#connection.executeQuery<Row>(query);
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#connection.streamQuery<Row>(query, chunkSize);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === BUSY;
}

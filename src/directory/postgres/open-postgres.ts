import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { Client, type ClientConfig, Pool, types } from 'pg';

/** Of one node: what people do is short, and many nodes share the server's `max_connections`. */
const MOST_CONNECTIONS = 8;

/** A new connection, or a free one, is there in this time or its statement fails. */
const CONNECT_MS = 5000;

/** Nothing we ask takes nearly as long. */
const STATEMENT_MS = 10_000;

/** The server breaks off what a node began that is stuck or cut off: it may hold a lock that every edit needs. */
const SILENT_TRANSACTION_MS = 10_000;

/** Longer than the server may take: one that is silent for so long is gone, or out of reach. */
const PATIENCE_MS = 15_000;

const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

export interface PostgresOptions {
  readonly mostConnections?: number;
  /** How long a query may go unanswered; for tests. */
  readonly patienceMs?: number;
  /** Is given the connections, to count them. */
  readonly watchPool?: (pool: Pool) => void;
}

/**
 * A PostgreSQL database by its address, over a few connections that are made when they are needed.
 *
 * `sslmode`, `sslrootcert` and the rest of the address mean what they mean to `pg`. Statements throw when the server
 * can't be reached, and work again when it can; a connection that breaks while nobody uses it goes unnoticed.
 * 64-bit integers come as numbers where those are exact, else as text. `destroy()` closes it.
 */
export function openPostgres<Schema>(
  url: string,
  { patienceMs = PATIENCE_MS, mostConnections = MOST_CONNECTIONS, watchPool }: PostgresOptions = {},
): Kysely<Schema> {
  const pool = new Pool({
    ...connectionTo(url),
    Client: clientWith(patienceMs),
    max: mostConnections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
  });
  pool.on('error', () => {});
  watchPool?.(pool);
  return new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: sayingWhich(url, pool),
      onCreateConnection: async (connection) => void await connection.executeQuery(ON_ONE_CORE),
    }),
  });
}

/** A long report may take a core from calls, not as many as the server has: spread over several it is no faster. */
const ON_ONE_CORE = CompiledQuery.raw('set max_parallel_workers_per_gather = 0');

/** Names the database when there is no connection to be had, which what failed below does not. */
function sayingWhich(url: string, pool: Pool): PostgresPool {
  const { host, pathname } = new URL(url);
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        return await pool.connect();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`The database ${host}${pathname} can't be used: ${reason}`, { cause });
      }
    },
  };
}

/** How each of our connections is made. */
export function connectionTo(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: 'plum-routes',
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser },
  };
}

/** A connection that ends with the first query left unanswered: those after it would be as well. */
function clientWith(patienceMs: number) {
  return class extends Client {
    constructor(config?: ClientConfig) {
      super(config);
      // What breaks a connection is told to whose query it carries, or carries next.
      this.on('error', () => {});
    }

    // deno-lint-ignore no-explicit-any -- one of its signatures: the one that Kysely calls
    override query(text: any, values?: any): any {
      return this.#answered(super.query(text, values));
    }

    async #answered<Result>(query: Promise<Result>): Promise<Result> {
      const silence = new Error(`The database has not answered for ${patienceMs} ms.`);
      const late = Promise.withResolvers<Result>();
      const patience = setTimeout(() => {
        late.reject(silence);
        void this.end();
      }, patienceMs);
      return await Promise.race([query, late.promise]).finally(() => clearTimeout(patience));
    }
  };
}

const getTypeParser: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === types.builtins.INT8 ? exactInteger : types.getTypeParser(oid, format);

function exactInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { patiently } from './patiently.ts';

/** Set one by one as statements: an error of `exec` doesn't carry the code by which a lock is known. */
const PRAGMAS = ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON'];

/**
 * Kysely's dialect for the SQLite that is built into the runtime: one file, or `:memory:`.
 *
 * Every commit is on the disk before it is answered (`FULL`), readers never wait for a writer (WAL), and a statement
 * that meets another process's write waits for it without stopping the event loop, on which calls are answered.
 * The file is opened by the first statement, which fails if that is impossible.
 */
export class NodeSqliteDialect implements Dialect {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  createDriver(): SqliteDriver {
    return new NodeSqliteDriver(this.#file);
  }

  createAdapter(): SqliteAdapter {
    return new NodeSqliteAdapter();
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  // deno-lint-ignore no-explicit-any -- the type of Kysely's own interface
  createIntrospector(db: Kysely<any>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** SQLite's schema changes are transactional; knowing it, Kysely lets two migrating processes take turns. */
class NodeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class NodeSqliteDriver extends SqliteDriver {
  readonly #database: () => DatabaseSync | undefined;
  #connection: DatabaseConnection | undefined;

  constructor(file: string) {
    let database: DatabaseSync | undefined;
    super({
      database: async () => {
        database = await openFile(file);
        return asKyselyExpects(database);
      },
    });
    this.#database = () => database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection ??= patient(await super.acquireConnection());
  }

  /** Takes the write lock at once: a transaction that began by reading can't write after somebody else's commit. */
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite rolls back by itself; rolling back once more would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    if (this.#database()?.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** A connection whose statements wait for other connections' locks. */
function patient(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: (query) => patiently(() => connection.executeQuery(query)),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

async function openFile(file: string): Promise<DatabaseSync> {
  try {
    return await patiently(() => openNow(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database ${file} can't be opened: ${reason}. ` +
        'Its directory must exist and be writable, and the file must be a SQLite database.',
      { cause },
    );
  }
}

function openNow(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    for (const pragma of PRAGMAS) database.prepare(`PRAGMA ${pragma}`).all();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Kysely expects statements as better-sqlite3 has them: they know whether they read, and take a list. */
function asKyselyExpects(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters as SQLInputValue[]),
        run: (parameters) => statement.run(...parameters as SQLInputValue[]),
        iterate: (parameters) => statement.iterate(...parameters as SQLInputValue[]),
      };
    },
  };
}

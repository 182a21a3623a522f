import type { Client } from 'pg';
import { openClient } from '../../switchboard/clustered/cluster-client.ts';
import { migrateSwitchboard } from '../../switchboard/clustered/schema.ts';
import { MoveRefused } from './move-refused.ts';
import { pagesOf } from './pages.ts';
import type { SourceTable } from './source-table.ts';
import { completeSwitchboard } from './switchboard-tables.ts';

const CONNECT_MS = 10_000;

/** An index over a long history takes its time. */
const STATEMENT_MS = 3_600_000;

/** Every node that runs on a database, or did and fell silent, is in this table. */
const NODES = 'node';

/** The one row of this table is as old as the table. */
const REVISION = 'directory_revision';

/** The PostgreSQL database that an installation moves into. Closing it undoes what was not committed. */
export class TargetDatabase implements AsyncDisposable {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Throws when it can't be reached. */
  static async open(url: string): Promise<TargetDatabase> {
    const client = openClient(url, { connectMs: CONNECT_MS, statementMs: STATEMENT_MS });
    try {
      await client.connect();
    } catch (error) {
      const { host, pathname } = new URL(url);
      throw new MoveRefused(`The database ${host}${pathname} can't be used: ${(error as Error).message}`);
    }
    return new TargetDatabase(client);
  }

  async [Symbol.asyncDispose]() {
    await this.#client.end();
  }

  /** Makes the tables of the switchboard. Throws when a newer release was here before. */
  async prepareSwitchboard(): Promise<void> {
    await migrateSwitchboard(this.#client);
  }

  /** Throws when there is something in it. Tables without rows may be there, as a move that broke off leaves them. */
  async requireEmpty(tables: readonly SourceTable[]): Promise<void> {
    const present = new Set(await this.#names(TABLES));
    if (present.size > 0 && !present.has('directory_migration')) {
      const some = [...present].slice(0, 3).join(', ');
      throw new MoveRefused(`The database has tables of something else (${some}). Give an empty one.`);
    }
    const filled = [...tables.map(({ name }) => name), NODES].filter((name) => name !== REVISION);
    for (const name of filled.filter((name) => present.has(name))) {
      const [{ used }] = await this.#rows(`SELECT EXISTS (SELECT FROM "${name}") AS used`);
      if (!used) continue;
      throw new MoveRefused('The database has an installation already. Give an empty one.');
    }
  }

  /** Begins what `commit` ends, and keeps everybody else from writing meanwhile. */
  async begin(tables: readonly SourceTable[]): Promise<void> {
    await this.#client.query('BEGIN');
    const names = [...tables.map(({ name }) => name), NODES].map((name) => `"${name}"`);
    await this.#client.query(`LOCK TABLE ${names.join(', ')} IN EXCLUSIVE MODE`);
  }

  /** Throws when it has no place for something that the tables have. */
  async requirePlaceFor(tables: readonly SourceTable[]): Promise<void> {
    for (const { name, columns } of tables) {
      const known = new Set(await this.#names(COLUMNS, [name]));
      const unknown = columns.filter((column) => !known.has(column)).map((column) => `${name}.${column}`);
      if (unknown.length === 0) continue;
      throw new MoveRefused(`A newer release wrote ${unknown.join(', ')}. Move with that one.`);
    }
  }

  /** The tables in an order in which none comes before one that its rows refer to. */
  async inOrder(tables: readonly SourceTable[]): Promise<SourceTable[]> {
    const references = await this.#rows(REFERENCES);
    const ordered = new Set<SourceTable>();
    const add = (table: SourceTable) => {
      const referred = references.filter(({ by }) => by === table.name).map(({ to }) => to);
      tables.filter((other) => other !== table && referred.includes(other.name)).forEach(add);
      ordered.add(table);
    };
    tables.forEach(add);
    return [...ordered];
  }

  /** Copies a table, telling how many rows are there after each page. */
  async copy(table: SourceTable, copied: (rows: number) => void): Promise<void> {
    const columns = table.columns.map((column) => `"${column}"`).join(', ');
    // The database reads each value by its column's own type: a time from text, a truth from 0 or 1.
    const insert = `INSERT INTO "${table.name}" (${columns}) OVERRIDING SYSTEM VALUE
      SELECT ${columns} FROM json_populate_recordset(NULL::"${table.name}", $1)`;
    if (table.name === REVISION) await this.#client.query(`DELETE FROM "${REVISION}"`);
    let rows = 0;
    for (const page of pagesOf(table.rows())) {
      await this.#client.query(insert, [page.json]);
      copied(rows += page.count);
    }
  }

  /** What follows from the rows: which ids come next, and what a cluster keeps besides. */
  async complete(highestIds: ReadonlyMap<string, number>, nowMs: number): Promise<void> {
    for (const { table, column } of await this.#rows(IDENTITIES)) {
      await this.#client.query(
        `SELECT setval(pg_get_serial_sequence($1, $2), greatest(highest, 1), highest > 0)
           FROM (SELECT greatest(max("${column}"), $3) AS highest FROM "${table}") AS ids`,
        [`"${table}"`, column, highestIds.get(String(table)) ?? 0],
      );
    }
    await completeSwitchboard(this.#client, nowMs);
  }

  /** Throws when a table has not as many rows as it had. */
  async requireSameCounts(tables: readonly SourceTable[]): Promise<void> {
    for (const { name, count } of tables) {
      const [{ arrived }] = await this.#rows(`SELECT count(*) AS arrived FROM "${name}"`);
      if (arrived === count) continue;
      throw new MoveRefused(`Of ${count} rows of ${name}, ${arrived} arrived. Please report this.`);
    }
  }

  async commit(): Promise<void> {
    await this.#client.query('COMMIT');
  }

  async #rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.#client.query(sql, values)).rows;
  }

  async #names(sql: string, values?: unknown[]): Promise<string[]> {
    return (await this.#rows(sql, values)).map(({ name }) => String(name));
  }
}

const TABLES = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`;

const COLUMNS = `SELECT column_name AS name FROM information_schema.columns
  WHERE table_schema = current_schema() AND table_name = $1`;

const IDENTITIES = `SELECT table_name AS table, column_name AS column FROM information_schema.columns
  WHERE table_schema = current_schema() AND is_identity = 'YES'`;

const REFERENCES = `SELECT source.relname AS by, target.relname AS to FROM pg_constraint
  JOIN pg_class AS source ON source.oid = conrelid JOIN pg_class AS target ON target.oid = confrelid
  WHERE contype = 'f' AND source.relnamespace = current_schema()::regnamespace`;

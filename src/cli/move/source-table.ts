import type { DatabaseSync } from 'node:sqlite';

/** A row by its columns. */
export type Row = Record<string, unknown>;

/** A table on its way into another database. */
export interface SourceTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** One row after the other: however many there are, few are in memory. */
  rows(): Iterable<Row>;
}

/** A table as it is, or as `select` answers its rows. */
export function sourceTable(
  db: DatabaseSync,
  name: string,
  select = `SELECT * FROM "${name}"`,
): SourceTable {
  const statement = db.prepare(select);
  return {
    name,
    columns: statement.columns().map(({ name }) => name),
    count: Number(db.prepare(`SELECT count(*) AS count FROM "${name}"`).get()?.count),
    rows: () => statement.iterate(),
  };
}

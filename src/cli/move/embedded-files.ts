import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { NewerSchemaError } from '../../directory/migrations/migrate.ts';
import { migrations } from '../../directory/migrations/migrations.ts';
import { lockDirectory } from '../../switchboard/directory-lock.ts';
import { SWITCHBOARD_FILE } from '../../switchboard/embedded/embedded-switchboard.ts';
import { JOURNAL_VERSION } from '../../switchboard/embedded/journal-store.ts';
import { MoveRefused } from './move-refused.ts';
import { type SourceTable, sourceTable } from './source-table.ts';
import { switchboardTables } from './switchboard-tables.ts';

/** The files of an embedded installation. They are only read, and no server has them meanwhile. */
export interface EmbeddedFiles extends Disposable {
  readonly tables: readonly SourceTable[];
  /** The highest id that a table's rows ever had, by the table's name, where the database gives the ids. */
  readonly highestIds: ReadonlyMap<string, number>;
}

/** Throws when a server runs on the files, or when another release has written them. */
export function openEmbeddedFiles(dataDir: string): EmbeddedFiles {
  using opened = new DisposableStack();
  opened.adopt(lockDirectory(dataDir), (unlock) => unlock());
  const directory = opened.adopt(openFile(join(dataDir, 'directory.db')), (db) => db.close());
  requireDirectoryVersion(directory);
  const switchboard = opened.adopt(openFile(join(dataDir, SWITCHBOARD_FILE)), (db) => db.close());
  requireSwitchboardVersion(switchboard);
  const tables = [...directoryTables(directory), ...switchboardTables(switchboard)];
  const closing = opened.move();
  return {
    tables,
    highestIds: new Map([...highestIdsOf(directory), ...highestIdsOf(switchboard)]),
    [Symbol.dispose]: () => closing.dispose(),
  };
}

function openFile(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { readOnly: true });
  } catch (error) {
    throw new MoveRefused(`${path} can't be read: ${(error as Error).message}. ${START_ONCE}`);
  }
}

const START_ONCE = 'Start the service of this release on the folder once, and stop it.';

function requireDirectoryVersion(db: DatabaseSync) {
  const known = new Set(Object.keys(migrations('sqlite')));
  const present = new Set(textsOf(db, 'SELECT name FROM directory_migration'));
  const unknown = present.difference(known);
  if (unknown.size > 0) throw new NewerSchemaError([...unknown]);
  if (present.size < known.size) throw new MoveRefused(`The directory is of an older release. ${START_ONCE}`);
}

function requireSwitchboardVersion(db: DatabaseSync) {
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > JOURNAL_VERSION) {
    throw new MoveRefused('The switchboard was written by a newer release. Move with that one.');
  }
  if (version < JOURNAL_VERSION) {
    throw new MoveRefused(`The switchboard is of an older release. ${START_ONCE}`);
  }
}

/** Whatever is there: people and keys are in tables that are better-auth's to name. */
function directoryTables(db: DatabaseSync): SourceTable[] {
  const names = textsOf(
    db,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
       AND name NOT IN ('directory_migration', 'directory_migration_lock')`,
  );
  return names.map((name) => sourceTable(db, name));
}

function highestIdsOf(db: DatabaseSync): Map<string, number> {
  const rows = db.prepare('SELECT name, seq FROM sqlite_sequence').all();
  return new Map(rows.map(({ name, seq }) => [String(name), Number(seq)]));
}

function textsOf(db: DatabaseSync, sql: string): string[] {
  return db.prepare(sql).all().map(({ name }) => String(name));
}

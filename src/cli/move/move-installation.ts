import type { Config } from '../../config.ts';
import { openEmbeddedFiles } from './embedded-files.ts';
import { prepareTarget } from './prepare-target.ts';
import type { SourceTable } from './source-table.ts';
import { TargetDatabase } from './target-database.ts';

export interface MoveOptions {
  /** Of the embedded installation. */
  readonly config: Pick<Config, 'dataDir' | 'publicUrl' | 'singleSignOn'>;
  /** The address of an empty PostgreSQL database. */
  readonly to: string;
  /** Only looks whether everything is as it has to be. */
  readonly dryRun: boolean;
  /** Hears of every page of rows. */
  readonly copied: (table: SourceTable, rows: number) => void;
  /** Unix time in milliseconds. */
  readonly now: () => number;
}

/** How many rows each table has, in the order in which they move. */
export type Moved = ReadonlyMap<string, number>;

/**
 * Copies an embedded installation into an empty PostgreSQL database: all of it, in one transaction, or nothing. The
 * files are only read. Throws when a server runs on them, when the database is not empty, and when either is from
 * another release.
 */
export async function moveInstallation({ config, to, dryRun, copied, now }: MoveOptions): Promise<Moved> {
  using files = openEmbeddedFiles(config.dataDir);
  await using target = await TargetDatabase.open(to);
  await target.requireEmpty(files.tables);
  if (dryRun) return countsOf(files.tables);
  await prepareTarget(to, config);
  await target.prepareSwitchboard();
  await target.requirePlaceFor(files.tables);
  await target.begin(files.tables);
  await target.requireEmpty(files.tables);
  const tables = await target.inOrder(files.tables);
  for (const table of tables) await target.copy(table, (rows) => copied(table, rows));
  await target.complete(files.highestIds, now());
  await target.requireSameCounts(tables);
  await target.commit();
  return countsOf(tables);
}

function countsOf(tables: readonly SourceTable[]): Moved {
  return new Map(tables.map(({ name, count }) => [name, count]));
}

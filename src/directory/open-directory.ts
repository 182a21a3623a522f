import type { Directory } from './directory.ts';
import { type DirectoryOptions, KyselyDirectory } from './kysely-directory.ts';
import { migrate } from './migrations/migrate.ts';
import { readRevision } from './revisions.ts';

/**
 * The directory in this database, its tables brought to this release's schema first.
 * Throws `NewerSchemaError` when a newer release was here before, or why the database can't be used.
 */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const { db, engine } = options;
  try {
    await migrate(db, engine);
    return new KyselyDirectory(options, await readRevision(db));
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

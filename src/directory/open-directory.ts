import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { Directory } from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import type { Engine } from './engine.ts';
import { KyselyDirectory } from './kysely-directory.ts';
import { migrate } from './migrations/migrate.ts';

export interface DirectoryOptions {
  /** The directory closes it; others may keep tables of their own in it. */
  readonly db: Kysely<DirectorySchema>;
  readonly engine: Engine;
  readonly log: Log;
  readonly now?: () => Date;
}

/**
 * The directory in this database, its tables brought to this release's schema first.
 * Throws `NewerSchemaError` when a newer release was here before, or why the database can't be used.
 */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const { db, engine, log, now = () => new Date() } = options;
  try {
    await migrate(db, engine);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return new KyselyDirectory(db, engine, log, now);
}

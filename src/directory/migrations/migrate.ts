import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Engine } from '../engine.ts';
import { migrations } from './migrations.ts';

/** The directory's own, so that others who keep tables in the same database can migrate theirs beside it. */
const MIGRATION_TABLE = 'directory_migration';

/** The database was written by a newer release, whose schema this one doesn't know. */
export class NewerSchemaError extends Error {
  constructor(readonly unknown: readonly string[]) {
    super(
      `A newer release of Plum Routes has changed this database (${unknown.join(', ')}). ` +
        'Start that release or a later one, or restore the backup that was made before it was installed.',
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings the directory's tables to this release's schema. Processes that do so at the same time take turns.
 * Throws `NewerSchemaError`, or why the database can't be used. `known` is for tests.
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  engine: Engine,
  known = migrations(engine),
): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: MIGRATION_TABLE,
    migrationLockTableName: `${MIGRATION_TABLE}_lock`,
  }).migrateToLatest();
  if (error === undefined) return;
  const unknown = (await executedMigrations(db)).filter((name) => !(name in known));
  throw unknown.length > 0 ? new NewerSchemaError(unknown) : error;
}

async function executedMigrations<Schema>(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const names = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`
    .execute(
      db,
    );
  return names.rows.map(({ name }) => name);
}

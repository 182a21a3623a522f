import type { BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { type Kysely, sql } from 'kysely';
import type { Engine } from '../../directory/engine.ts';

/** PostgreSQL's advisory locks have numbers; this one is ours. */
const MIGRATION_LOCK = 7_586_001;

/**
 * Makes the tables and columns that are missing, all or none. Processes that do so at the same time take turns: SQLite
 * has one writer, and PostgreSQL a lock until the end of the transaction.
 */
export async function migrateAuth(
  // deno-lint-ignore no-explicit-any -- the tables are better-auth's to name
  database: Kysely<any>,
  engine: Engine,
  options: BetterAuthOptions,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    if (engine === 'postgres') {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    }
    const { runMigrations } = await getMigrations({
      ...options,
      database: { db: transaction, type: engine },
    });
    await runMigrations();
  });
}

import type { DirectorySchema } from '../../directory/directory-schema.ts';
import { openDirectory } from '../../directory/open-directory.ts';
import { openPostgres } from '../../directory/postgres/open-postgres.ts';
import { silentLog } from '../../log.ts';
import { type AuthOptions, openAuth } from '../../manager/auth/open-auth.ts';

/**
 * Makes the tables of groups, people and keys as a starting service does. Throws `NewerSchemaError` when a newer release
 * was here before, or why the database can't be used.
 */
export async function prepareTarget(
  url: string,
  settings: Pick<AuthOptions, 'publicUrl' | 'singleSignOn'>,
): Promise<void> {
  const db = openPostgres<DirectorySchema>(url);
  const directory = await openDirectory({ db, engine: 'postgres', log: silentLog });
  try {
    // Nothing is signed or encrypted here.
    const secret = crypto.randomUUID();
    await openAuth({
      ...settings,
      database: db,
      engine: 'postgres',
      secret,
      log: silentLog,
      audit: () => {},
    });
  } finally {
    await directory.close();
  }
}

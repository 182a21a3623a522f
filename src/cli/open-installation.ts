import { join } from 'node:path';
import type { Installation } from '../compose.ts';
import { type Config, readStorageConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Cli } from './cli.ts';
import { CommandFailure } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { fileExists } from './file-exists.ts';

type Place = Pick<Config, 'dataDir' | 'databaseUrl'>;

/**
 * People, accounts and keys from the database itself, beside a running server or without one; to be closed.
 * Throws `ConfigError`, or a `CommandFailure` when the database can't be opened.
 */
export async function openInstallation(
  { env, workingDirectory, terminal }: Cli,
): Promise<Installation & { readonly config: Config } & AsyncDisposable> {
  const config = readStorageConfig(env, workingDirectory);
  // Loaded when it is needed: the other commands start faster without a server's code.
  const { openPeople } = await import('../compose.ts');
  const log = createLog({ level: 'warn', format: 'text', write: (line) => terminal.note(`${line}\n`) });
  try {
    const people = await openPeople(config, log);
    return { ...people, config, [Symbol.asyncDispose]: () => people.directory.close() };
  } catch (error) {
    throw cantOpen(config, error);
  }
}

/** Throws when there is nothing to open: a mistake in the environment must not make a new, empty installation. */
export async function requireInstallation({ env, workingDirectory }: Cli) {
  const config = readStorageConfig(env, workingDirectory);
  if (await isThere(config)) return;
  const [place, variable] = config.databaseUrl === undefined
    ? [config.dataDir, 'DATA_DIR']
    : ['the database', 'DATABASE_URL'];
  const message =
    `Nothing is set up in ${place}. Check ${variable}, or set it up with \`deno task routes setup\`.`;
  throw new CommandFailure(message, exitCode.no);
}

async function isThere({ dataDir, databaseUrl }: Place): Promise<boolean> {
  if (databaseUrl === undefined) return await fileExists(join(dataDir, 'directory.db'));
  const { openPostgres } = await import('../directory/postgres/open-postgres.ts');
  const db = openPostgres(databaseUrl);
  try {
    return (await db.introspection.getTables()).some(({ name }) => name === 'route_group');
  } catch (error) {
    throw cantOpen({ dataDir, databaseUrl }, error);
  } finally {
    await db.destroy();
  }
}

/** What fails on PostgreSQL names the database by itself. */
function cantOpen({ dataDir, databaseUrl }: Place, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const which = databaseUrl === undefined ? `Can't open the database of ${dataDir}: ` : '';
  return new CommandFailure(which + error.message, exitCode.no);
}

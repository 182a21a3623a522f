import { join } from 'node:path';
import type { Installation } from '../compose.ts';
import { type Config, readStorageConfig } from '../config.ts';
import { createLog } from '../log.ts';
import type { Cli } from './cli.ts';
import { CommandFailure } from './command-failure.ts';
import { exitCode } from './exit-code.ts';
import { fileExists } from './file-exists.ts';

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
    if (!(error instanceof Error)) throw error;
    throw new CommandFailure(`Can't open the database of ${config.dataDir}: ${error.message}`, exitCode.no);
  }
}

/** Throws when there is nothing to open: otherwise a mistake in `DATA_DIR` would make a new, empty database. */
export async function requireInstallation({ env, workingDirectory }: Cli) {
  const { dataDir, databaseUrl } = readStorageConfig(env, workingDirectory);
  if (databaseUrl !== undefined || await fileExists(join(dataDir, 'directory.db'))) return;
  const message =
    `Nothing is set up in ${dataDir}. Check DATA_DIR, or set it up with \`deno task routes setup\`.`;
  throw new CommandFailure(message, exitCode.no);
}

/**
 * Prints the permissions that the server needs in the present environment, and no more: the variables it knows, its
 * own listeners, its data and the built page. It starts no process and loads no native code.
 */
import process from 'node:process';
import { relative } from 'node:path';
import { type Config, ConfigError, readConfig, VARIABLES } from '../src/config.ts';

try {
  console.log(permissionsFor(readConfig(Deno.env.toObject(), Deno.cwd())).join(' '));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(2);
}

function permissionsFor(config: Config): string[] {
  const dataDir = plainPath(config.dataDir);
  return [
    '--no-prompt',
    `--allow-env=${VARIABLES.join(',')}`,
    // Libraries that look for others of their own find none.
    '--ignore-env',
    `--allow-net=${listenersOf(config).join(',')}`,
    `--allow-read=${dataDir},src`,
    `--allow-write=${dataDir}`,
  ];
}

function listenersOf({ host, port, wsListener }: Config): string[] {
  const listeners = [{ host, port }, ...(wsListener ? [wsListener] : [])];
  return listeners.map(({ host, port }) => host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);
}

/** The shell and the permission list split at these. */
function plainPath(path: string): string {
  if (/[\s,]/.test(relative(Deno.cwd(), path))) {
    throw new ConfigError(['DATA_DIR: a path without spaces and commas']);
  }
  return relative(Deno.cwd(), path);
}

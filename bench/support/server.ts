import { createClient, type RoutesClient } from '../../src/cli/client.ts';
import { answers, freePort, stop, until } from './program.ts';

/** The key of its owner. */
export const API_KEY = 'benchmark-key-of-at-least-32-characters';
const ROOT = new URL('../../', import.meta.url);

/** The service as a user starts it, in a process of its own. */
export interface Server {
  readonly url: string;
  readonly client: RoutesClient;
  readonly process: Deno.ChildProcess;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the service on this folder with the permissions that `deno task start` gives it, and with further variables of
 * its environment; answers once it is ready.
 */
export async function startServer(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const server = await spawnServer(dataDir, environment);
  await until('the service to become ready', () => answers(`${server.url}/readyz`));
  return server;
}

/** The same without waiting. */
export async function spawnServer(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const port = freePort();
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    SETUP_EMAIL: 'owner@example.com',
    SETUP_PASSWORD: 'correct horse battery',
    SETUP_API_KEY: API_KEY,
    LOG_LEVEL: 'warn',
    ...environment,
  };
  const args = ['run', '--quiet', ...await permissions(env), 'src/main.ts'];
  const process = new Deno.Command(Deno.execPath(), { args, env, cwd: ROOT }).spawn();
  const url = `http://127.0.0.1:${port}`;
  return { url, client: createClient({ url, apiKey: API_KEY, fetch }), process, stop: () => stop(process) };
}

async function permissions(env: Record<string, string>): Promise<string[]> {
  const args = ['run', '--quiet', '--allow-env', '--allow-read', 'scripts/permissions.ts'];
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args,
    env,
    cwd: ROOT,
    stderr: 'inherit',
  })
    .output();
  if (!success) throw new Error('The permissions of the service could not be found out.');
  return new TextDecoder().decode(stdout).trim().split(' ');
}

import { setTimeout as delay } from 'node:timers/promises';

const ROOT = new URL('../../', import.meta.url).pathname;
const READY = 'Plum Routes is ready.';
export const API_KEY = 'an-api-key-for-tests-of-32-characters';

/** The service as its start command runs it: a process of its own, with its own permissions. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly status: Promise<Deno.CommandStatus>;
  /** What it has logged so far. */
  logged(): string;
  kill(signal: Deno.Signal): void;
  /** Asks it to stop and waits until it has. */
  stop(): Promise<Deno.CommandStatus>;
  readonly api: Api;
}

/** Sends JSON to the REST API, with the owner's key. */
export type Api = (
  path: string,
  init?: { method?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Response>;

export function apiAt(url: string): Api {
  return (path, { method = 'GET', body, headers } = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
}

/** Starts the service and waits until it is ready. Throws with its output when it ends before. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const port = env.PORT ?? String(freePort());
  const settings = { HOST: '127.0.0.1', PORT: port, SETUP_API_KEY: API_KEY, ...env };
  const args = ['run', '--quiet', '--no-check', ...await permissions(settings), 'src/main.ts'];
  const command = new Deno.Command('sh', {
    args: ['-c', `${limit(settings)} exec "$0" "$@"`, Deno.execPath(), ...args],
    cwd: ROOT,
    env: settings,
    stdin: 'null',
    stdout: 'null',
    stderr: 'piped',
  });
  const child = command.spawn();
  let output = '';
  const reading = (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) output += text;
  })();
  let ended = false;
  const status = child.status.finally(async () => {
    ended = true;
    await reading;
  });
  const url = `http://127.0.0.1:${port}`;
  const server: ServerProcess = {
    url,
    pid: child.pid,
    status,
    logged: () => output,
    kill: (signal) => child.kill(signal),
    stop() {
      if (!ended) child.kill('SIGTERM');
      return status;
    },
    api: apiAt(url),
  };
  await ready(server);
  return server;
}

/** `FILE_SIZE_LIMIT_KB` in the settings lets no file of the server grow beyond it: writes then fail as on a full disk. */
function limit({ FILE_SIZE_LIMIT_KB: kilobytes }: Record<string, string>): string {
  return kilobytes ? `trap "" XFSZ; ulimit -S -f ${2 * Number(kilobytes)};` : '';
}

/** Another server may answer at the address while ours is on its way out: so its own word counts as well. */
async function ready(server: ServerProcess) {
  const ended = server.status.then(() => true);
  while (!server.logged().includes(READY) || !await isAlive(server.url)) {
    if (await Promise.race([ended, delay(20, false)])) {
      throw new Error(`The server ended before it was ready:\n${server.logged()}`);
    }
  }
}

async function isAlive(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/healthz`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

const known = new Map<string, Promise<string[]>>();

/** What `deno task start` would allow it. */
function permissions(env: Record<string, string>): Promise<string[]> {
  const key = JSON.stringify(env);
  if (!known.has(key)) known.set(key, askPermissions(env));
  return known.get(key)!;
}

async function askPermissions(env: Record<string, string>): Promise<string[]> {
  const args = ['run', '--quiet', '--no-check', '--allow-env', '--allow-read', 'scripts/permissions.ts'];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, env })
    .output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim().split(' ');
}

export function freePort(): number {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

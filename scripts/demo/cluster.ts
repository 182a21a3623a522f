import { setTimeout as delay } from 'node:timers/promises';
import type { Handler } from '../../src/compose.ts';
import { openPostgres } from '../postgres.ts';
import { loadBalancer } from './load-balancer.ts';

const NODES = 3;

export interface DemoInstallation {
  /** Answers for whichever node is up. */
  readonly handler: Handler;
  /** What there is to stop, and to watch. */
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  close(): Promise<void>;
}

/** A PostgreSQL and three nodes on loopback, behind a small load balancer. Throws when one of them does not start. */
export async function startCluster(port: number, env: Record<string, string>): Promise<DemoInstallation> {
  await using started = new AsyncDisposableStack();
  const postgres = await openPostgres();
  started.defer(() => postgres.close());
  const shared = { ...env, DATABASE_URL: postgres.url(), SECRET: randomText(), LOG_LEVEL: 'error' };
  const nodes = await Promise.all(Array.from({ length: NODES }, async (_, index) => {
    const folder = await Deno.makeTempDir({ prefix: 'plum-routes-demo-' });
    started.defer(() => Deno.remove(folder, { recursive: true }));
    const own = { PORT: String(port + 1 + index), DATA_DIR: folder };
    const node = await startNode({ ...shared, ...own });
    started.defer(() => stop(node));
    return { url: `http://127.0.0.1:${own.PORT}`, pid: node.pid };
  }));
  const running = started.move();
  return {
    handler: loadBalancer(nodes.map(({ url }) => url)),
    processes: [
      ...nodes.map(({ pid }, index) => ({ name: `node ${index + 1}`, pid })),
      { name: 'PostgreSQL', pid: postgres.pid },
    ],
    close: () => running.disposeAsync(),
  };
}

/** With the permissions that `deno task start` would give it. */
async function startNode(env: Record<string, string>): Promise<Deno.ChildProcess> {
  const permissions = await output([
    'run',
    '--quiet',
    '--allow-env',
    '--allow-read',
    'scripts/permissions.ts',
  ], env);
  const args = ['run', '--quiet', ...permissions.trim().split(' '), 'src/main.ts'];
  const node = new Deno.Command(Deno.execPath(), { args, env, stdin: 'null' }).spawn();
  const ended = node.status.then(() => true);
  while (!await isReady(`http://127.0.0.1:${env.PORT}/readyz`)) {
    if (await Promise.race([ended, delay(50, false)])) throw new Error('A node of the demo did not start.');
  }
  return node;
}

async function output(args: string[], env: Record<string, string>): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** It may have been killed already: that is what the demo is for. */
async function stop(node: Deno.ChildProcess) {
  try {
    node.kill('SIGTERM');
  } catch { /* it has ended */ }
  await node.status;
}

function randomText(): string {
  return crypto.getRandomValues(new Uint8Array(24)).toHex();
}

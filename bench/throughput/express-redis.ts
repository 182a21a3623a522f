import { join } from 'node:path';
import { answers, freePort, isInstalled, stop, until } from '../support/program.ts';
import type { Contender, Entrant } from './contender.ts';

const NAME = 'Express + Redis';
const SOURCE = new URL('./express-redis/', import.meta.url);

/** What people write instead: an Express handler, and a script in Redis that picks the least active and counts. */
export const expressRedis: Entrant = {
  name: NAME,
  needs: [{ command: 'redis-server', from: 'apt install redis-server' }],
  start: startExpressRedis,
};

async function startExpressRedis(folder: string): Promise<Contender> {
  const socket = join(folder, 'redis.sock');
  const redis = new Deno.Command('redis-server', { args: redisArguments(folder, socket), stdout: 'null' })
    .spawn();
  await until('Redis', () => Deno.stat(socket).then(() => true));
  const port = freePort();
  const express = await spawnExpress(folder, { PORT: String(port), REDIS_SOCKET: socket });
  const base = `http://127.0.0.1:${port}`;
  await until(NAME, () => answers(`${base}/placed`));
  return {
    name: NAME,
    routeUrl: `${base}/route`,
    completePath: '/complete',
    pids: [express.pid, redis.pid],
    placed: async () => Number(await (await fetch(`${base}/placed`)).text()),
    stop: async () => {
      await stop(express);
      await stop(redis);
    },
  };
}

/** As durable as ours: an answer is on disk before it is given. */
function redisArguments(folder: string, socket: string): string[] {
  return [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
  ];
}

/** By Node if there is one, as most would, else by Deno. */
async function spawnExpress(folder: string, env: Record<string, string>): Promise<Deno.ChildProcess> {
  for (const file of ['package.json', 'server.mjs']) {
    await Deno.copyFile(new URL(file, SOURCE), join(folder, file));
  }
  const install = { args: ['install', '--quiet', '--node-modules-dir=auto'], cwd: folder };
  const installed = await new Deno.Command(Deno.execPath(), install).output();
  if (!installed.success) throw new Error(`${NAME}: its packages could not be installed from npm.`);
  const withNode = await isInstalled('node');
  const args = withNode ? ['server.mjs'] : ['run', '--allow-all', 'server.mjs'];
  return new Deno.Command(withNode ? 'node' : Deno.execPath(), { args, cwd: folder, env }).spawn();
}

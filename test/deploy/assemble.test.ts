import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../support/server-process.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const KEY = 'an-api-key-for-tests-of-32-characters';

Deno.test('an assembled folder serves, runs commands and stops, and has no package of its own', async () => {
  const [folder, dataDir] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    await assemble(folder);
    await serveAndStop(folder, dataDir);
    assertLocked(folder);
  } finally {
    for (const path of [folder, dataDir]) await Deno.remove(path, { recursive: true });
  }
});

async function assemble(folder: string) {
  const { success, stderr } = await deno(['task', '--quiet', 'assemble', folder], {});
  assert.ok(success, new TextDecoder().decode(stderr));
}

async function serveAndStop(folder: string, dataDir: string) {
  const port = freePort();
  const env = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, SETUP_API_KEY: KEY };
  const service = new Deno.Command(join(folder, 'serve'), { env, stdout: 'null', stderr: 'null' }).spawn();
  try {
    await untilReady(`http://127.0.0.1:${port}`, service);
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /<title>/);
    assert.match(await routes(folder, `http://127.0.0.1:${port}`, 'groups', 'list'), /no route groups yet/);
  } finally {
    service.kill('SIGTERM');
  }
  assert.equal((await service.status).code, 0);
}

async function untilReady(url: string, service: Deno.ChildProcess) {
  const ended = service.status.then(() => true);
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
    if (await Promise.race([ended, delay(20, false)])) throw new Error('The service ended at once.');
  }
}

/** What a command of the folder's command line notes. */
async function routes(folder: string, url: string, ...args: string[]): Promise<string> {
  const env = { DENO_DIR: join(folder, 'cache'), ROUTES_URL: url, ROUTES_API_KEY: KEY };
  const { stderr } = await deno(['task', '--quiet', 'routes', ...args], { env, cwd: folder });
  return new TextDecoder().decode(stderr);
}

/** The same versions, with the same checksums. */
function assertLocked(folder: string) {
  const known = checksumsIn(ROOT);
  const has = checksumsIn(folder);
  assert.deepEqual(has.difference(known), new Set());
  assert.ok(has.size < known.size / 2, 'what only the build and the tests use stays behind');
}

function checksumsIn(folder: string): Set<string> {
  const { npm } = JSON.parse(Deno.readTextFileSync(join(folder, 'deno.lock')));
  return new Set(Object.values<{ integrity: string }>(npm).map(({ integrity }) => integrity));
}

async function deno(args: string[], options: Deno.CommandOptions) {
  return await new Deno.Command(Deno.execPath(), { args, stdin: 'null', ...options }).output();
}

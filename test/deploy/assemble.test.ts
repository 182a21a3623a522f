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
  const url = `http://127.0.0.1:${port}`;
  const env = { HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, SETUP_API_KEY: KEY };
  const service = new Deno.Command(join(folder, 'serve'), { env, stdout: 'null', stderr: 'piped' }).spawn();
  const logged = new Response(service.stderr).text();
  const isOver = service.status.then(() => true);
  try {
    while (!await isReady(url)) {
      if (await Promise.race([isOver, delay(20, false)])) throw new Error(await logged);
    }
    assert.match(await (await fetch(url)).text(), /<title>/);
    assert.match(await routes(folder, url, 'groups', 'list'), /no route groups yet/);
  } finally {
    if (!await Promise.race([isOver, false])) service.kill('SIGTERM');
  }
  assert.equal((await service.status).code, 0, await logged);
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
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

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Answer, type ControlPlane, openControlPlane } from './control-plane.ts';

const built: Record<string, string> = {
  'index.html': '<!doctype html><title>Route Manager</title>',
  'mark.svg': '<svg/>',
  'assets/index-4f2a.js': 'console.log(1)',
  'assets/index-4f2a.js.br': 'by brotli',
  'assets/index-4f2a.js.gz': 'by gzip',
  'assets/index-77ab.css': 'body{}',
  '.vite/manifest.json': '{}',
};

async function openPage(files = built): Promise<{ plane: ControlPlane; webRoot: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, 'secret.txt'), 'outside of the page');
  const webRoot = join(folder, 'dist');
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(join(webRoot, path, '..'), { recursive: true });
    await Deno.writeTextFile(join(webRoot, path), text);
  }
  const plane = await openControlPlane({ webRoot });
  return {
    plane,
    webRoot,
    async [Symbol.asyncDispose]() {
      await plane[Symbol.asyncDispose]();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Without the check that the address is an operation of the API. */
async function get(plane: ControlPlane, path: string, init: RequestInit = {}): Promise<Omit<Answer, 'json'>> {
  const response = await plane.manager.app.request(`https://routes.test${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

Deno.test('every address of the page gets its index, which is never kept without asking', async () => {
  await using page = await openPage();
  for (const path of ['/', '/groups/7', '/groups/7/edit?tab=1', '/sign-in', '/apis', '/api/docs']) {
    const { status, headers, text } = await get(page.plane, path);
    assert.deepEqual([status, text], [200, built['index.html']], path);
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(headers.get('cache-control'), 'no-cache');
  }
});

Deno.test('files are served as what they are; hashed ones are kept for good', async () => {
  await using page = await openPage();
  const script = await get(page.plane, '/assets/index-4f2a.js');
  assert.equal(script.text, 'console.log(1)');
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.equal(script.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const mark = await get(page.plane, '/mark.svg');
  assert.equal(mark.headers.get('content-type'), 'image/svg+xml');
  assert.equal(mark.headers.get('cache-control'), 'no-cache');
});

const encodings: [string, string | null, string][] = [
  ['gzip, deflate, br', 'br', 'by brotli'],
  ['gzip', 'gzip', 'by gzip'],
  ['identity', null, 'console.log(1)'],
];
for (const [accepted, encoding, text] of encodings) {
  Deno.test(`a browser that takes ${accepted} gets ${encoding ?? 'the file itself'}`, async () => {
    await using page = await openPage();
    const answer = await get(page.plane, '/assets/index-4f2a.js', {
      headers: { 'accept-encoding': accepted },
    });
    assert.deepEqual([answer.headers.get('content-encoding'), answer.text], [encoding, text]);
    assert.equal(answer.headers.get('vary'), 'accept-encoding');
    assert.equal(answer.headers.get('content-type'), 'text/javascript; charset=utf-8');
  });
}

Deno.test('a file that is not there is not found, instead of being the index', async () => {
  await using page = await openPage();
  for (
    const path of [
      '/assets/index-old.js',
      '/assets/x',
      '/favicon.ico',
      '/assets/index-4f2a.js.br',
      '/api/x',
      '/api/docs/x',
    ]
  ) {
    const { status, headers } = await get(page.plane, path);
    assert.deepEqual([status, headers.get('content-type')], [404, 'application/problem+json'], path);
  }
});

Deno.test('no address leads out of the page’s folder or to hidden files', async () => {
  await using page = await openPage();
  const paths = [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e%5c..%5csecret.txt',
    '//secret.txt',
    `/${encodeURIComponent(join(page.webRoot, '..', 'secret.txt'))}`,
    '/secret.txt%00.js',
    '/.vite/manifest.json',
    '/%ff',
  ];
  for (const path of paths) {
    const { status, text } = await get(page.plane, path);
    assert.equal(status, 404, path);
    assert.ok(!text.includes('outside of the page'), path);
  }
});

Deno.test('the page is only read', async () => {
  await using page = await openPage();
  const { status, headers } = await get(page.plane, '/groups/7', { method: 'POST' });
  assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD']);
  assert.deepEqual((await get(page.plane, '/', { method: 'HEAD' })).text, '');
});

Deno.test('the page runs its own scripts and styles alone, in no frame, and may ask the data plane', async () => {
  await using page = await openPage();
  const policyOf = async (plane: ControlPlane) =>
    (await get(plane, '/')).headers.get('content-security-policy')!;
  const policy = await policyOf(page.plane);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /style-src 'self';/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.ok(!/unsafe/.test(policy));
  await using apart = await openControlPlane({
    webRoot: page.webRoot,
    wsPublicUrl: 'https://calls.test:8443/base',
  });
  assert.match(await policyOf(apart), /connect-src 'self' https:\/\/calls\.test:8443;/);
});

Deno.test('without a build, says how to make one', async () => {
  await using page = await openPage({});
  const { status, headers, text } = await get(page.plane, '/groups/7');
  assert.deepEqual([status, headers.get('content-type')], [503, 'text/html; charset=utf-8']);
  assert.match(text, /deno task build/);
});

Deno.test('without a page, other addresses are nowhere', async () => {
  await using plane = await openControlPlane();
  assert.equal((await get(plane, '/')).status, 404);
});

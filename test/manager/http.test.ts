import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Directory } from '../../src/directory/directory.ts';
import { mayWrite } from '../../src/manager/http/same-origin.ts';
import { BASE, openControlPlane, support } from './control-plane.ts';

const GROUPS = '/api/v1/groups';
const JSON_TYPE = { 'content-type': 'application/json' };

Deno.test('what is nowhere is a problem, too', async () => {
  await using plane = await openControlPlane();
  for (const path of ['/api', '/api/v1/nothing', '/api/v1/groups/', '/api/v2/groups', '/nothing']) {
    const { status, json } = await plane.ask('GET', path);
    assert.equal(status, 404, path);
    assert.equal(json.detail, `Nothing is at ${path}.`);
  }
});

Deno.test('a group number that can be none is not found', async () => {
  await using plane = await openControlPlane();
  for (const id of ['0', '-1', '1.5', 'x', '01', '9'.repeat(30), '%00', '1%2f']) {
    assert.equal((await plane.ask('GET', `${GROUPS}/${id}`)).status, 404, id);
  }
});

Deno.test('says which methods an address takes', async () => {
  await using plane = await openControlPlane();
  const { status, headers } = await plane.ask('PATCH', `${GROUPS}/1`);
  assert.equal(status, 405);
  assert.equal(headers.get('allow'), 'GET, PUT, DELETE, HEAD');
  assert.equal((await plane.ask('POST', '/healthz')).headers.get('allow'), 'GET, HEAD');
});

Deno.test('HEAD answers as GET would, without the body', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const { status, headers, text } = await plane.ask('HEAD', `${GROUPS}/${id}`);
  assert.deepEqual([status, headers.get('etag'), text], [200, '"1"', '']);
});

Deno.test('refuses a body over one mebibyte, whether it says so or not', async () => {
  await using plane = await openControlPlane();
  const large = JSON.stringify({ ...support, name: 'x'.repeat(1024 * 1024) });
  assert.equal((await plane.ask('POST', GROUPS, { body: large, headers: JSON_TYPE })).status, 413);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
    },
  });
  assert.equal((await plane.ask('POST', GROUPS, { body: endless, headers: JSON_TYPE })).status, 413);
  assert.ok(sent < 3 * 1024 * 1024, 'it was read to no end');
});

Deno.test('a group of a thousand destinations fits', async () => {
  await using plane = await openControlPlane();
  const destinations = Array.from({ length: 1000 }, (_, index) => ({
    name: `Destination ${index} ${'n'.repeat(80)}`,
    uri: `sip:${index}-${'u'.repeat(200)}@10.0.0.1`,
    percent: 0.1,
  }));
  const { status, json } = await plane.ask('POST', GROUPS, { json: { name: 'Many', destinations } });
  assert.equal(status, 201);
  const back = await plane.ask('PUT', `${GROUPS}/${json.id}`, { json, headers: { 'if-match': '"1"' } });
  assert.equal(back.status, 200);
});

const mediaTypes: [string | undefined, number][] = [
  ['application/json', 201],
  ['application/json; charset=utf-8', 201],
  ['APPLICATION/JSON', 201],
  ['application/vnd.routes+json', 201],
  [undefined, 415],
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['text/json-not', 415],
  ['application/jsonx', 415],
];
for (const [type, expected] of mediaTypes) {
  Deno.test(`${type ?? 'a body of no type'} is ${expected === 201 ? 'taken' : 'refused'} as JSON`, async () => {
    await using plane = await openControlPlane();
    const body = new TextEncoder().encode(JSON.stringify(support));
    const { status } = await plane.ask('POST', GROUPS, {
      body,
      headers: type ? { 'content-type': type } : {},
    });
    assert.equal(status, expected);
  });
}

const unreadable: [string, BodyInit][] = [
  ['nothing', ''],
  ['half of an object', '{"name":'],
  ['two values', '{} {}'],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22])],
  [
    'a stream that breaks off',
    new ReadableStream({ start: (controller) => controller.error(new Error('gone')) }),
  ],
];
for (const [what, body] of unreadable) {
  Deno.test(`${what} is no readable body`, async () => {
    await using plane = await openControlPlane();
    const { status, json } = await plane.ask('POST', GROUPS, { body, headers: JSON_TYPE });
    assert.equal(status, 400);
    assert.match(json.detail, /^The body /);
  });
}

Deno.test('a failure on our side is logged once under an id that its answer carries, and shows nothing else', async () => {
  const broken = failing(new Error('no such column: secret_thing'));
  await using plane = await openControlPlane({ directory: broken });
  const { status, json, text } = await plane.ask('GET', GROUPS);
  assert.equal(status, 500);
  assert.ok(!/secret_thing|Error|\.ts/.test(text), text);
  const id = json.instance.replace('urn:uuid:', '');
  assert.equal(plane.lines.filter((line) => line.includes(id)).length, 1);
  assert.match(plane.lines.find((line) => line.includes(id))!, /ERROR.*secret_thing/);
});

Deno.test('says that storage is not reachable when that is why', async () => {
  const broken = failing(new Error('disk I/O error'), () => Promise.reject(new Error('disk I/O error')));
  await using plane = await openControlPlane({ directory: broken });
  assert.equal((await plane.ask('GET', GROUPS)).status, 503);
});

Deno.test('every answer tells browsers what they may do with it', async () => {
  await using plane = await openControlPlane();
  for (const path of ['/healthz', GROUPS, '/api/nothing', '/api/openapi.json']) {
    const { headers } = await plane.ask('GET', path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('strict-transport-security'), 'max-age=31536000');
  }
});

Deno.test('asks for https only where the public address has it', async () => {
  await using plane = await openControlPlane({ publicUrl: 'http://routes.test' });
  assert.equal((await plane.ask('GET', '/healthz')).headers.get('strict-transport-security'), null);
});

Deno.test('a page served from an address of the house may write, wherever the public address points', () => {
  const write = (origin: string) =>
    mayWrite(
      new Request('http://10.0.0.7:8080/api/v1/groups', {
        method: 'POST',
        headers: { cookie: 'session=x', origin },
      }),
      BASE,
    );
  assert.ok(write('http://10.0.0.7:8080'));
  assert.ok(write(BASE));
  assert.ok(!write('http://10.0.0.7:9090'));
  assert.ok(!write('http://10.0.0.8:8080'));
});

Deno.test('/api/auth is the sign-in’s own affair', async () => {
  const handler = ({ method, url }: Request) =>
    Promise.resolve(Response.json({ method, path: new URL(url).pathname }));
  await using plane = await openControlPlane({ auth: { handler } });
  const response = await plane.manager.app.request(`${BASE}/api/auth/sign-in/email`, { method: 'POST' });
  assert.deepEqual(await response.json(), { method: 'POST', path: '/api/auth/sign-in/email' });
});

Deno.test('no body whatever makes the service fail', async () => {
  await using plane = await openControlPlane();
  const { id, destinations } = await plane.create();
  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, -0, 1e308, '\ud800', '\u0000', '__proto__', [], {}),
  );
  const field = fc.constantFrom(
    'name',
    'balance',
    'sessionTtlSeconds',
    'destinations',
    'id',
    '__proto__',
    'toString',
  );
  const destination = fc.dictionary(
    fc.constantFrom('id', 'name', 'uri', 'percent', 'tier', 'maxActive', 'state', '__proto__', 'constructor'),
    fc.oneof(value, fc.constantFrom(destinations[0].id, 'sip:1@10.0.0.1', 50, 100, 'enabled')),
  );
  const group = fc.dictionary(
    field,
    fc.oneof(value, fc.array(fc.oneof(destination, value), { maxLength: 3 })),
  );
  const body = fc.oneof(
    group.map((json) => JSON.stringify(json)),
    value.map((json) => JSON.stringify(json)),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), async (body, edits) => {
      const headers = { ...JSON_TYPE, 'if-match': '*' };
      const { status } = await plane.ask(edits ? 'PUT' : 'POST', edits ? `${GROUPS}/${id}` : GROUPS, {
        body,
        headers,
      });
      assert.ok(status < 500, `${status} for ${body}`);
    }),
    { numRuns: 500 },
  );
});

Deno.test('no address or header whatever makes the service fail', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const part = fc.oneof(
    fc.constantFrom('api', 'v1', 'groups', 'live', 'versions', `${id}`, '..', '%', '%ff'),
    fc.webSegment(),
  );
  const path = fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`);
  const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
  const text = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''));
  await fc.assert(
    fc.asyncProperty(method, path, text, text, async (method, path, ifMatch, type) => {
      const headers = { 'if-match': ifMatch, 'content-type': type };
      const { status } = await plane.ask(method, path, { headers });
      assert.ok(status < 500, `${status} for ${method} ${path}`);
    }),
    { numRuns: 500 },
  );
});

/** A directory whose every reading fails like this. */
function failing(error: Error, ping = () => Promise.resolve()): Directory {
  return { onChange: () => () => {}, list: () => Promise.reject(error), ping } as unknown as Directory;
}

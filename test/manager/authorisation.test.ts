import assert from 'node:assert/strict';
import { operation } from '../../src/manager/http/operation.ts';
import { mayAct, type Role, role as anyRole } from '../../src/contract/roles.ts';
import { type Asking, BASE, openControlPlane, support } from './control-plane.ts';

/** What each operation wants besides a credential, so that nothing but the credential can refuse it. */
const sends: Record<string, Asking> = {
  createGroup: { json: support },
  replaceGroup: { json: { name: 'Theirs' }, headers: { 'if-match': '"1"' } },
};

async function guardedOperations() {
  await using plane = await openControlPlane();
  return plane.manager.operations.filter(({ needs }) => needs !== 'anyone');
}

for (const { method, path, name, needs } of await guardedOperations()) {
  const METHOD = method.toUpperCase();

  Deno.test(`${METHOD} ${path} asks who is there`, async () => {
    await using plane = await openControlPlane();
    const { id } = await plane.create();
    const address = path.replace('{id}', String(id));
    for (const as of [null, 'nobody', '1-intruder']) {
      const { status, headers } = await plane.ask(METHOD, address, { ...sends[name], as });
      assert.equal(status, 401);
      assert.equal(headers.get('www-authenticate'), 'Bearer');
    }
    assert.deepEqual(await names(plane), ['Support']);
  });

  for (const role of anyRole.options.filter((role) => !mayAct(role, needs as Role))) {
    Deno.test(`${METHOD} ${path} is not for the role ${role}`, async () => {
      await using plane = await openControlPlane();
      const { id } = await plane.create();
      const address = path.replace('{id}', String(id));
      const { status, json } = await plane.ask(METHOD, address, { ...sends[name], as: `1-${role}` });
      assert.equal(status, 403);
      assert.match(json.detail, new RegExp(`needs the role ${needs}; yours is ${role}`));
      assert.deepEqual(await names(plane), ['Support']);
    });
  }

  if (path.includes('{id}')) {
    Deno.test(`${METHOD} ${path} knows no other account's group`, async () => {
      await using plane = await openControlPlane();
      const { id } = await plane.create();
      const theirs = await plane.ask(METHOD, path.replace('{id}', String(id)), {
        ...sends[name],
        as: '2-owner',
      });
      const nobodys = await plane.ask(METHOD, path.replace('{id}', '987'), { ...sends[name], as: '2-owner' });
      assert.equal(theirs.status, 404);
      assert.equal(theirs.text, nobodys.text.replaceAll('987', String(id)));
      assert.deepEqual(await names(plane), ['Support']);
    });
  }
}

for (const path of ['/api/v1/groups', '/api/v1/groups?deleted=true', '/api/v1/live']) {
  Deno.test(`GET ${path} shows the own account alone`, async () => {
    await using plane = await openControlPlane();
    const { id } = await plane.create();
    if (path.includes('deleted')) await plane.ask('DELETE', `/api/v1/groups/${id}`);
    assert.equal((await plane.ask('GET', path)).json.groups.length, 1);
    assert.deepEqual((await plane.ask('GET', path, { as: '2-owner' })).json.groups, []);
  });
}

Deno.test("watching another account's group is refused", async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const { status } = await plane.ask('GET', `/api/v1/live/stream?group=${id}`, { as: '2-owner' });
  assert.equal(status, 404);
});

const cookie = 'session=1-editor';
const pages: [string, Record<string, string>, number][] = [
  ['the Route Manager', { 'sec-fetch-site': 'same-origin', origin: 'https://behind.proxy' }, 201],
  ['the Route Manager in a browser without fetch metadata', { origin: 'https://routes.test' }, 201],
  ['a foreign page', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }, 403],
  ['a page of a sibling host', { 'sec-fetch-site': 'same-site', origin: 'https://www.routes.test' }, 403],
  ['a foreign page without fetch metadata', { origin: 'https://evil.test' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['something that names no page', {}, 403],
  ['a foreign page behind a proxy with a password', {
    origin: 'https://evil.test',
    authorization: 'Basic eDp5',
  }, 403],
];
for (const [page, headers, expected] of pages) {
  Deno.test(`a session's cookie lets ${page} ${expected === 201 ? 'write' : 'read at most'}`, async () => {
    await using plane = await openControlPlane();
    const asking = { as: null, headers: { cookie, ...headers } };
    assert.equal((await plane.ask('POST', '/api/v1/groups', { ...asking, json: support })).status, expected);
    assert.equal(
      (await plane.ask('GET', '/api/v1/groups', asking)).json.groups.length,
      expected === 201 ? 1 : 0,
    );
  });
}

Deno.test('an API key may write from anywhere', async () => {
  await using plane = await openControlPlane();
  const headers = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' };
  assert.equal((await plane.ask('POST', '/api/v1/groups', { json: support, headers })).status, 201);
});

Deno.test('a foreign page can not use a cookie where nobody needs a role either', async () => {
  const accept = operation({
    method: 'post',
    path: '/api/v1/open',
    name: 'accept',
    summary: 'Something that looks at the cookie itself.',
    needs: 'anyone',
    answers: { 200: { description: 'Done.' } },
    handle: () => new Response(),
  });
  const auth = { handler: () => Promise.resolve(new Response()), operations: [accept] };
  await using plane = await openControlPlane({ auth });
  const from = async (headers: Record<string, string>) =>
    (await plane.manager.app.request(`${BASE}/api/v1/open`, { method: 'POST', headers })).status;
  assert.equal(await from({ cookie, origin: 'https://evil.test' }), 403);
  assert.equal(await from({ cookie, origin: BASE }), 200);
  assert.equal(await from({}), 200);
});

async function names(plane: Awaited<ReturnType<typeof openControlPlane>>): Promise<string[]> {
  return (await plane.directory.list(1)).map(({ group }) => group.name);
}

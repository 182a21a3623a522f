import assert from 'node:assert/strict';
import { openControlPlane, support } from './control-plane.ts';

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

import assert from 'node:assert/strict';
import { OWNER } from './installation.ts';
import { staff } from './staffed.ts';

Deno.test('whoever completes the set-up is signed in as the owner', async () => {
  await using house = await staff();
  const { status, json } = await house.owner.ask('GET', '/api/v1/me');
  assert.equal(status, 200);
  assert.deepEqual(
    [json.kind, json.email, json.active.role, json.active.account.name, json.memberships.length],
    ['user', OWNER.email, 'owner', OWNER.accountName, 1],
  );
});

Deno.test('the sign-in page hears what it may offer', async () => {
  await using house = await staff();
  const { json } = await house.browser().ask('GET', '/api/v1/sign-in');
  assert.deepEqual(json, { setupNeeded: false, passwordByMail: false, singleSignOn: false });
});

Deno.test('a second set-up is refused in words that help', async () => {
  await using house = await staff();
  const token = house.installation.auth.setup.token();
  const again = await house.browser().ask('POST', '/api/v1/setup', { token, ...OWNER });
  assert.deepEqual([again.status, again.json.detail], [
    409,
    'This installation is set up already. Sign in instead.',
  ]);
  const wrong = await house.browser().ask('POST', '/api/v1/setup', { ...OWNER, token: 'guess' });
  assert.equal(wrong.status, 403);
  assert.match(wrong.json.detail, /log of the server/);
});

Deno.test('every faulty field of the set-up is named at once', async () => {
  await using house = await staff();
  const faulty = { token: 'x', accountName: ' ', email: 'nobody', password: 'short' };
  const { status, json } = await house.browser().ask('POST', '/api/v1/setup', faulty);
  assert.equal(status, 422);
  assert.deepEqual(
    json.errors.map(({ pointer }: { pointer: string }) => pointer),
    ['/accountName', '/email', '/password'],
  );
});

Deno.test('set-up tokens can not be tried without end', async () => {
  await using house = await staff();
  const attacker = house.browser();
  const statuses: number[] = [];
  for (let tries = 0; tries < 12; tries++) {
    statuses.push(
      (await attacker.ask('POST', '/api/v1/setup', { ...OWNER, token: `guess ${tries}` })).status,
    );
  }
  assert.deepEqual([...new Set(statuses)], [403, 429]);
});

Deno.test('a foreign page can not set the installation up, nor have an invitation accepted', async () => {
  await using house = await staff();
  for (
    const [path, body] of [
      ['/api/v1/setup', { token: house.installation.auth.setup.token(), ...OWNER }],
      ['/api/v1/invitations/accept', { token: 'any' }],
    ] as const
  ) {
    const request = house.owner.request(path, body);
    request.headers.set('sec-fetch-site', 'cross-site');
    assert.equal((await house.owner.send(request)).status, 403, path);
  }
});

Deno.test('the signed-in owner manages route groups, as an API key does', async () => {
  await using house = await staff();
  const created = await house.owner.ask('POST', '/api/v1/groups', { name: 'Support', destinations: [] });
  assert.equal(created.status, 201);
  const key = await house.owner.ask('POST', '/api/v1/account/keys', { name: 'IVR', role: 'viewer' });
  assert.equal(key.status, 201);
  const asKey = { headers: { authorization: `Bearer ${key.json.secret}` }, as: null };
  const listed = await house.plane.ask('GET', '/api/v1/groups', asKey);
  assert.deepEqual(listed.json.groups.map(({ id }: { id: number }) => id), [created.json.id]);
  const written = await house.plane.ask('POST', '/api/v1/groups', { ...asKey, json: { name: 'Theirs' } });
  assert.equal(written.status, 403);
  const me = await house.plane.ask('GET', '/api/v1/me', asKey);
  assert.deepEqual([me.json.kind, me.json.name, me.json.active.role], ['key', 'IVR', 'viewer']);
});

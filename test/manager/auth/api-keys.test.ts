import assert from 'node:assert/strict';
import { REMEMBER_MS } from '../../../src/manager/auth/api-keys.ts';
import { databaseFile, install, installed } from './installation.ts';

const ACTOR = { kind: 'user', id: 'u1', name: 'owner@example.com' } as const;
const NEW_KEY = { accountId: 1, name: 'IVR', role: 'editor', actor: ACTOR } as const;

const withBearer = (key: string) => withHeaders({ authorization: `Bearer ${key}` });
const withHeaders = (headers: HeadersInit) => new Request('http://localhost:8080/api/v1/groups', { headers });

Deno.test('a key acts in its account with its role, sent either way', async () => {
  await using installation = await installed();
  const { authenticator, keys } = installation.auth;
  const { secret, key } = await keys.create(NEW_KEY);
  const expected = { accountId: 1, role: 'editor', actor: { kind: 'key', id: key.id, name: 'IVR' } };
  assert.deepEqual(await authenticator.authenticate(withBearer(secret)), expected);
  assert.deepEqual(await authenticator.authenticate(withHeaders({ 'x-api-key': secret })), expected);
  assert.deepEqual(
    await authenticator.authenticate(withHeaders({ authorization: `bearer ${secret}` })),
    expected,
  );
});

Deno.test('nothing but the whole key is a key', async () => {
  await using installation = await installed();
  const { authenticator, keys } = installation.auth;
  const { secret, key } = await keys.create(NEW_KEY);
  for (
    const wrong of [
      secret.slice(0, -1),
      `${secret}x`,
      secret.toUpperCase(),
      key.start,
      key.id,
      'x'.repeat(9999),
    ]
  ) {
    assert.equal(await authenticator.authenticate(withBearer(wrong)), undefined, wrong);
  }
  assert.equal(
    await authenticator.authenticate(withHeaders({ authorization: `Basic ${secret}` })),
    undefined,
  );
  assert.equal(await authenticator.authenticate(withHeaders({})), undefined);
});

Deno.test('a revoked key stops at once', async () => {
  await using installation = await installed();
  const { authenticator, keys } = installation.auth;
  const { secret, key } = await keys.create(NEW_KEY);
  await authenticator.authenticate(withBearer(secret));

  assert.equal(await keys.revoke(1, key.id, ACTOR), true);

  assert.equal(await authenticator.authenticate(withBearer(secret)), undefined);
  assert.equal(await keys.revoke(1, key.id, ACTOR), false);
  assert.deepEqual(
    installation.audited.slice(1).map(({ action, subject, actor }) => [action, subject, actor]),
    [['key created', 'IVR', ACTOR], ['key revoked', 'IVR', ACTOR]],
  );
});

Deno.test("an account can't revoke another account's key", async () => {
  await using installation = await installed();
  const { authenticator, keys } = installation.auth;
  const { secret, key } = await keys.create(NEW_KEY);
  assert.equal(await keys.revoke(2, key.id, ACTOR), false);
  assert.notEqual(await authenticator.authenticate(withBearer(secret)), undefined);
});

Deno.test('a list tells keys apart, and never tells a key', async () => {
  await using installation = await installed();
  const { keys, authenticator } = installation.auth;
  await keys.create({ ...NEW_KEY, name: 'Second' });
  const { secret } = await keys.create({ ...NEW_KEY, name: 'First', role: 'viewer' });
  await authenticator.authenticate(withBearer(secret));
  const listed = await keys.list(1);
  assert.deepEqual(
    listed.map(({ name, role, createdBy, lastUsedAt }) => [name, role, createdBy, lastUsedAt !== null]),
    [['First', 'viewer', ACTOR.name, true], ['Second', 'editor', ACTOR.name, false]],
  );
  assert.ok(secret.startsWith(listed[0]?.start ?? 'nothing'));
  assert.ok(!JSON.stringify(listed).includes(secret));
  assert.deepEqual(await keys.list(2), []);
});

Deno.test('the last use is known to the minute', async () => {
  let now = Date.parse('2026-01-01T00:00:00Z');
  await using installation = await installed({ clock: () => now });
  const { keys } = installation.auth;
  const { secret } = await keys.create(NEW_KEY);
  const lastUse = async () => (await keys.list(1))[0]?.lastUsedAt;
  await keys.verify(secret);
  assert.equal(await lastUse(), '2026-01-01T00:00:00.000Z');
  now += 59_000;
  await keys.verify(secret);
  assert.equal(await lastUse(), '2026-01-01T00:00:00.000Z');
  now += 1000 + REMEMBER_MS;
  await keys.verify(secret);
  assert.equal(await lastUse(), new Date(now).toISOString());
});

Deno.test('a key that another process makes works at once; one that it revokes stops within seconds', async () => {
  await using place = await databaseFile();
  const { file } = place;
  let now = Date.now();
  await using server = await installed({ file, clock: () => now });
  await using commandLine = await install({ file });
  const { secret, key } = await commandLine.auth.keys.create(NEW_KEY);
  assert.notEqual(await server.auth.keys.verify(secret), undefined);

  await commandLine.auth.keys.revoke(1, key.id, ACTOR);
  now += REMEMBER_MS;
  assert.equal(await server.auth.keys.verify(secret), undefined);
});

Deno.test('the database holds no key in the clear', async () => {
  await using place = await databaseFile();
  const { file } = place;
  let secret: string;
  {
    await using installation = await installed({ file });
    ({ secret } = await installation.auth.keys.create(NEW_KEY));
  }
  const bytes = new TextDecoder('latin1').decode(await Deno.readFile(file));
  assert.ok(bytes.includes('IVR'), 'the file was written');
  assert.ok(!bytes.includes(secret));
});

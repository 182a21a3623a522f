import assert from 'node:assert/strict';
import { Browser, databaseFile, install, installed, OWNER } from './installation.ts';

const KEY = 'an-api-key-of-more-than-32-characters';

function bearer(key: string): Request {
  return new Request('http://localhost:8080/api/v1/groups', { headers: { authorization: `Bearer ${key}` } });
}

Deno.test('the set-up link makes the first account and its owner', async () => {
  await using installation = await install();
  const { auth: { setup }, auth } = installation;
  assert.equal(await setup.needed(), true);

  assert.deepEqual(await setup.complete({ token: setup.token(), ...OWNER }), { kind: 'done', accountId: 1 });

  assert.equal(await setup.needed(), false);
  const browser = new Browser(auth.handler);
  assert.equal((await browser.signIn()).status, 200);
  const principal = await auth.authenticator.authenticate(browser.request('/'));
  assert.equal(principal?.accountId, 1);
  assert.equal(principal?.role, 'owner');
  assert.deepEqual(installation.audited.map(({ action, subject }) => [action, subject]), [
    ['account created', 'Acme'],
    ['signed in', OWNER.email],
  ]);
});

Deno.test('a wrong set-up token sets nothing up', async () => {
  await using installation = await install();
  const { setup } = installation.auth;
  for (const token of ['', 'x', setup.token().slice(1), `${setup.token()}x`]) {
    assert.deepEqual(await setup.complete({ token, ...OWNER }), { kind: 'wrong_token' });
  }
  assert.equal(await setup.needed(), true);
});

Deno.test('the set-up link works once', async () => {
  await using installation = await installed();
  const { auth, auth: { setup } } = installation;
  const second = { ...OWNER, email: 'second@example.com' };
  assert.deepEqual(await setup.complete({ token: setup.token(), ...second }), { kind: 'already_done' });
  assert.equal((await new Browser(auth.handler).signIn(second.email)).status, 401);
});

Deno.test('of people who complete the set-up at the same moment, one wins', async () => {
  await using installation = await install();
  const { setup } = installation.auth;
  const token = setup.token();
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, (_, i) => setup.complete({ ...OWNER, token, email: `owner${i}@example.com` })),
  );
  assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), [
    'already_done',
    'already_done',
    'already_done',
    'already_done',
    'done',
  ]);
  assert.equal(installation.audited.length, 1);
});

Deno.test('of two processes that complete the set-up at the same moment, one wins', async () => {
  await using place = await databaseFile();
  const { file } = place;
  await using one = await install({ file });
  await using two = await install({ file });
  assert.equal(one.auth.setup.token(), two.auth.setup.token());
  const token = one.auth.setup.token();
  const outcomes = await Promise.all([
    one.auth.setup.complete({ ...OWNER, token }),
    two.auth.setup.complete({ ...OWNER, token, email: 'other@example.com' }),
  ]);
  assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['already_done', 'done']);
});

Deno.test('several processes may open the same new database at the same moment', async () => {
  await using place = await databaseFile();
  const { file } = place;
  const opened = await Promise.all([install({ file }), install({ file }), install({ file })]);
  await opened[0]?.auth.setup.completeHere(OWNER);
  assert.equal(await opened[2]?.auth.setup.needed(), false);
  for (const each of opened) await each[Symbol.asyncDispose]();
});

Deno.test('SETUP_API_KEY is an owner key of exactly that value, and the set-up link still makes the owner', async () => {
  await using installation = await install();
  const { setup, authenticator } = installation.auth;

  assert.equal(await setup.unattended({ apiKey: KEY }), true);

  const principal = await authenticator.authenticate(bearer(KEY));
  assert.deepEqual([principal?.accountId, principal?.role, principal?.actor.kind], [1, 'owner', 'key']);
  assert.equal(await authenticator.authenticate(bearer(`${KEY}x`)), undefined);
  assert.equal(await setup.needed(), true);
  assert.deepEqual(await setup.complete({ ...OWNER, token: setup.token() }), { kind: 'done', accountId: 1 });
  assert.notEqual(await authenticator.authenticate(bearer(KEY)), undefined);
});

Deno.test('SETUP_EMAIL and SETUP_PASSWORD prepare the owner, whatever the case of the address', async () => {
  await using installation = await install();
  const { auth } = installation;
  assert.equal(await auth.setup.unattended({ email: 'Ann@Example.com', password: 'open sesame' }), true);
  assert.equal((await new Browser(auth.handler).signIn('ann@example.com', 'open sesame')).status, 200);
  assert.equal(await auth.setup.needed(), false);
});

Deno.test('the SETUP variables are ignored once there is an account', async () => {
  await using installation = await installed();
  const { setup, authenticator } = installation.auth;
  assert.equal(await setup.unattended({ apiKey: KEY, email: 'x@example.com', password: 'password' }), false);
  assert.equal(await authenticator.authenticate(bearer(KEY)), undefined);
});

Deno.test('another SETUP_API_KEY at a later start changes nothing', async () => {
  await using installation = await install();
  const { setup, authenticator, accounts } = installation.auth;
  await setup.unattended({ apiKey: KEY });
  await accounts.rename(1, 'Acme', { kind: 'key', id: 'k', name: 'Set-up' });
  const other = 'another-key-of-more-than-32-characters';
  assert.equal(await setup.unattended({ apiKey: other }), false);
  assert.equal(await authenticator.authenticate(bearer(other)), undefined);
  assert.equal((await accounts.read(1))?.name, 'Acme');
});

Deno.test('without SETUP variables nothing is prepared', async () => {
  await using installation = await install();
  assert.equal(await installation.auth.setup.unattended({}), false);
  assert.equal(await installation.auth.setup.needed(), true);
  assert.deepEqual(installation.audited, []);
});

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { databaseFile, OWNER } from './installation.ts';
import { staff } from './staffed.ts';

const SESSIONS = '/api/v1/me/sessions';

Deno.test('people see where they are signed in, and sign out there', async () => {
  await using house = await staff();
  const lost = house.browser();
  await lost.signIn();

  const { json } = await house.owner.ask('GET', SESSIONS);
  assert.deepEqual(
    json.sessions.map((
      { current, ipAddress }: { current: boolean; ipAddress: string },
    ) => [current, ipAddress]),
    [[false, lost.address], [true, house.owner.address]],
  );
  assert.equal((await house.owner.ask('DELETE', `${SESSIONS}/${json.sessions[0].id}`)).status, 204);

  assert.equal((await lost.ask('GET', '/api/v1/me')).status, 401);
  assert.equal(await house.owner.accountId(), 1);
});

Deno.test('people sign out everywhere else at once', async () => {
  await using house = await staff();
  const others = [house.browser(), house.browser()];
  for (const other of others) await other.signIn();
  assert.equal((await house.owner.ask('DELETE', SESSIONS)).status, 204);
  for (const other of others) assert.equal((await other.ask('GET', '/api/v1/me')).status, 401);
  assert.equal(await house.owner.accountId(), 1);
});

Deno.test("nobody ends somebody else's session", async () => {
  await using house = await staff();
  const ann = await house.hire('ann@example.com', 'admin');
  const { json } = await house.owner.ask('GET', SESSIONS);
  assert.equal((await ann.ask('DELETE', `${SESSIONS}/${json.sessions[0].id}`)).status, 404);
  assert.equal((await ann.ask('GET', SESSIONS)).json.sessions.length, 1);
  assert.equal(await house.owner.accountId(), 1);
});

Deno.test('people give themselves a name, which history then shows', async () => {
  await using house = await staff();
  assert.equal((await house.owner.ask('PUT', '/api/v1/me', { name: 'Olga Owner' })).status, 204);
  assert.equal((await house.owner.ask('GET', '/api/v1/me')).json.name, 'Olga Owner');
  await house.owner.ask('PUT', '/api/v1/account', { name: 'Acme Ltd' });
  assert.equal(house.installation.audited.at(-1)?.actor.name, 'Olga Owner');
  assert.equal((await house.owner.ask('GET', '/api/v1/me')).json.email, OWNER.email);
});

Deno.test('an API key has no sessions and switches no accounts', async () => {
  await using house = await staff();
  const { json } = await house.owner.ask('POST', '/api/v1/account/keys', { name: 'K', role: 'owner' });
  const asKey = { headers: { authorization: `Bearer ${json.secret}` }, as: null };
  for (
    const [method, path, body] of [
      ['GET', SESSIONS, undefined],
      ['DELETE', SESSIONS, undefined],
      ['PUT', '/api/v1/me/account', { account: 1 }],
      ['PUT', '/api/v1/me', { name: 'Key' }],
    ] as const
  ) {
    assert.equal(
      (await house.plane.ask(method, path, { ...asKey, json: body })).status,
      403,
      `${method} ${path}`,
    );
  }
});

Deno.test('a session that is in use does not end', async () => {
  await using place = await databaseFile();
  const { file } = place;
  await using house = await staff({ file });
  const visit = () => house.owner.send(house.owner.request('/api/v1/me'));
  assert.deepEqual((await visit()).headers.getSetCookie(), []);

  // As if the owner had signed in two days ago.
  using database = new DatabaseSync(file);
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
  database.prepare('update session set "expiresAt" = ?, "updatedAt" = ?').run(days(12), days(-2));

  const cookies = (await visit()).headers.getSetCookie();
  assert.match(cookies[0] ?? '', /session_token=.*Max-Age=1209600/);
  const { json } = await house.owner.ask('GET', SESSIONS);
  assert.ok(json.sessions[0].expiresAt > days(13));
});

Deno.test('a session that nobody uses ends', async () => {
  await using place = await databaseFile();
  const { file } = place;
  await using house = await staff({ file });
  using database = new DatabaseSync(file);
  database.prepare('update session set "expiresAt" = ?').run(new Date(Date.now() - 1000).toISOString());
  assert.equal((await house.owner.ask('GET', '/api/v1/groups')).status, 401);
});

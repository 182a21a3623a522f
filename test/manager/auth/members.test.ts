import assert from 'node:assert/strict';
import { OWNER } from './installation.ts';
import { memberId, passwordOf, staff, tokenIn } from './staffed.ts';

const MEMBERS = '/api/v1/account/members';
const INVITATIONS = '/api/v1/account/invitations';

Deno.test('an invited person sets a password and is in', async () => {
  await using house = await staff();
  const ann = await house.hire('Ann@Example.com', 'editor');
  assert.equal((await ann.ask('GET', '/api/v1/me')).json.active.role, 'editor');

  const later = house.browser();
  assert.equal((await later.signIn('ann@example.com', passwordOf('Ann@Example.com'))).status, 200);
  const { json } = await house.owner.ask('GET', MEMBERS);
  assert.deepEqual(
    json.members.map(({ email, role }: { email: string; role: string }) => [email, role]),
    [[OWNER.email, 'owner'], ['ann@example.com', 'editor']],
  );
});

Deno.test('an invitation works once, until it is replaced or revoked, and for seven days', async () => {
  let now = Date.now();
  await using house = await staff({ clock: () => now });
  const invite = async (email: string) =>
    (await house.owner.ask('POST', INVITATIONS, { email, role: 'viewer' })).json;
  const accept = async (link: string) =>
    (await house.browser().ask('POST', '/api/v1/invitations/accept', {
      token: tokenIn(link),
      password: 'long enough',
    })).status;

  const used = await invite('used@example.com');
  assert.deepEqual([await accept(used.link), await accept(used.link)], [200, 404]);

  const replaced = await invite('replaced@example.com');
  const present = await invite('replaced@example.com');
  assert.deepEqual([await accept(replaced.link), await accept(present.link)], [404, 200]);

  const revoked = await invite('revoked@example.com');
  assert.equal((await house.owner.ask('DELETE', `${INVITATIONS}/${revoked.invitation.id}`)).status, 204);
  assert.equal(await accept(revoked.link), 404);

  const old = await invite('old@example.com');
  now += 7 * 86_400_000;
  assert.equal(await accept(old.link), 404);
  assert.deepEqual((await house.owner.ask('GET', INVITATIONS)).json.invitations, []);
});

Deno.test('of two who use one invitation at the same moment, one joins', async () => {
  await using house = await staff();
  const { link } =
    (await house.owner.ask('POST', INVITATIONS, { email: 'ann@example.com', role: 'viewer' })).json;
  const accept = (password: string) =>
    house.browser().ask('POST', '/api/v1/invitations/accept', { token: tokenIn(link), password });
  const answers = await Promise.all([accept('password one'), accept('password two')]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404]);
});

Deno.test('the person with the link sees what it offers', async () => {
  await using house = await staff();
  const { link } =
    (await house.owner.ask('POST', INVITATIONS, { email: 'ann@example.com', role: 'admin' })).json;
  const offer = await house.browser().ask('POST', '/api/v1/invitations/offer', { token: tokenIn(link) });
  assert.deepEqual(offer.json, {
    accountName: OWNER.accountName,
    email: 'ann@example.com',
    role: 'admin',
    signInFirst: false,
  });
});

Deno.test('a user who exists accepts by signing in, never by a new password', async () => {
  await using house = await staff();
  const ann = await house.hire('ann@example.com', 'viewer');
  const second = (await house.owner.ask('POST', '/api/v1/accounts', { name: 'Second' })).json;
  assert.equal((await house.owner.ask('PUT', '/api/v1/me/account', { account: second.id })).status, 204);
  const { link } =
    (await house.owner.ask('POST', INVITATIONS, { email: 'ann@example.com', role: 'admin' })).json;
  const acceptance = { token: tokenIn(link), password: 'taking over' };

  const stranger = await house.browser().ask('POST', '/api/v1/invitations/accept', acceptance);
  assert.equal(stranger.status, 401);
  const somebodyElse = await house.owner.ask('POST', '/api/v1/invitations/accept', acceptance);
  assert.equal(somebodyElse.status, 401);

  assert.equal((await ann.ask('POST', '/api/v1/invitations/accept', { token: tokenIn(link) })).status, 200);
  const { json: me } = await ann.ask('GET', '/api/v1/me');
  assert.deepEqual([me.active.account.id, me.active.role, me.memberships.length], [second.id, 'admin', 2]);
  assert.equal((await house.browser().signIn('ann@example.com', 'taking over')).status, 401);
});

Deno.test('a new person has to choose a password', async () => {
  await using house = await staff();
  const { link } =
    (await house.owner.ask('POST', INVITATIONS, { email: 'ann@example.com', role: 'viewer' })).json;
  const { status, json } = await house.browser().ask('POST', '/api/v1/invitations/accept', {
    token: tokenIn(link),
  });
  assert.deepEqual([status, json.errors[0].pointer], [422, '/password']);
});

Deno.test('who belongs to the account is not invited again', async () => {
  await using house = await staff();
  await house.hire('ann@example.com', 'viewer');
  const again = await house.owner.ask('POST', INVITATIONS, { email: 'ANN@example.com', role: 'viewer' });
  assert.equal(again.status, 409);
});

Deno.test('nobody gives or changes a role above their own', async () => {
  await using house = await staff();
  const admin = await house.hire('admin@example.com', 'admin');
  const ann = await memberId(house, (await house.hire('ann@example.com', 'viewer'), 'ann@example.com'));
  const owner = await memberId(house, OWNER.email);

  assert.equal((await admin.ask('PUT', `${MEMBERS}/${ann}`, { role: 'owner' })).status, 403);
  assert.equal((await admin.ask('PUT', `${MEMBERS}/${owner}`, { role: 'viewer' })).status, 403);
  assert.equal((await admin.ask('DELETE', `${MEMBERS}/${owner}`)).status, 403);
  assert.equal((await admin.ask('POST', `${MEMBERS}/${owner}/password-link`)).status, 403);
  assert.equal((await admin.ask('DELETE', `${MEMBERS}/${owner}/two-factor`)).status, 403);
  const asOwner = { email: 'friend@example.com', role: 'owner' };
  assert.equal((await admin.ask('POST', INVITATIONS, asOwner)).status, 403);
  assert.equal((await admin.ask('POST', '/api/v1/account/keys', { name: 'K', role: 'owner' })).status, 403);

  const changed = await admin.ask('PUT', `${MEMBERS}/${ann}`, { role: 'editor' });
  assert.deepEqual([changed.status, changed.json.role], [200, 'editor']);
});

Deno.test('one owner always stays', async () => {
  await using house = await staff();
  const owner = await memberId(house, OWNER.email);
  assert.equal((await house.owner.ask('DELETE', `${MEMBERS}/${owner}`)).status, 409);
  assert.equal((await house.owner.ask('PUT', `${MEMBERS}/${owner}`, { role: 'admin' })).status, 409);

  await house.hire('second@example.com', 'owner');
  assert.equal((await house.owner.ask('PUT', `${MEMBERS}/${owner}`, { role: 'admin' })).status, 200);
});

Deno.test('of two owners who leave at the same moment, one stays', async () => {
  await using house = await staff();
  const second = await house.hire('second@example.com', 'owner');
  const [first, other] = [await memberId(house, OWNER.email), await memberId(house, 'second@example.com')];
  const answers = await Promise.all([
    house.owner.ask('DELETE', `${MEMBERS}/${first}`),
    second.ask('DELETE', `${MEMBERS}/${other}`),
  ]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [204, 409]);
});

Deno.test('a removed member is out with the next request, and may still be told so', async () => {
  await using house = await staff();
  const ann = await house.hire('ann@example.com', 'editor');
  assert.equal((await ann.ask('GET', '/api/v1/groups')).status, 200);

  const id = await memberId(house, 'ann@example.com');
  assert.equal((await house.owner.ask('DELETE', `${MEMBERS}/${id}`)).status, 204);

  assert.equal((await ann.ask('GET', '/api/v1/groups')).status, 401);
  const { status, json } = await ann.ask('GET', '/api/v1/me');
  assert.deepEqual([status, json.active, json.memberships], [200, null, []]);
});

Deno.test('a removed member keeps working in other accounts', async () => {
  await using house = await staff();
  const ann = await house.hire('ann@example.com', 'viewer');
  const id = await memberId(house, 'ann@example.com');
  const second = (await house.owner.ask('POST', '/api/v1/accounts', { name: 'Second' })).json;
  await house.owner.ask('PUT', '/api/v1/me/account', { account: second.id });
  const { link } =
    (await house.owner.ask('POST', INVITATIONS, { email: 'ann@example.com', role: 'viewer' })).json;
  await ann.ask('POST', '/api/v1/invitations/accept', { token: tokenIn(link) });
  assert.equal((await ann.ask('PUT', '/api/v1/me/account', { account: 1 })).status, 204);
  assert.equal(await ann.accountId(), 1);

  await house.owner.ask('PUT', '/api/v1/me/account', { account: 1 });
  await house.owner.ask('DELETE', `${MEMBERS}/${id}`);

  assert.equal(await ann.accountId(), second.id);
});

Deno.test('members leave by themselves, and a viewer removes nobody else', async () => {
  await using house = await staff();
  const ann = await house.hire('ann@example.com', 'viewer');
  const bob = await house.hire('bob@example.com', 'viewer');
  const [annId, bobId] = [await memberId(house, 'ann@example.com'), await memberId(house, 'bob@example.com')];
  assert.equal((await ann.ask('DELETE', `${MEMBERS}/${bobId}`)).status, 403);
  assert.equal((await ann.ask('DELETE', `${MEMBERS}/${annId}`)).status, 204);
  assert.equal(await bob.accountId(), 1);
});

Deno.test("another account's members, invitations and keys are not there", async () => {
  await using house = await staff();
  await house.hire('ann@example.com', 'viewer');
  const member = await memberId(house, 'ann@example.com');
  const invited = await house.owner.ask('POST', INVITATIONS, { email: 'bob@example.com', role: 'viewer' });
  const key = await house.owner.ask('POST', '/api/v1/account/keys', { name: 'IVR', role: 'viewer' });
  const second = (await house.owner.ask('POST', '/api/v1/accounts', { name: 'Second' })).json;
  await house.owner.ask('PUT', '/api/v1/me/account', { account: second.id });

  const { owner } = house;
  assert.equal((await owner.ask('PUT', `${MEMBERS}/${member}`, { role: 'admin' })).status, 404);
  assert.equal((await owner.ask('DELETE', `${MEMBERS}/${member}`)).status, 404);
  assert.equal((await owner.ask('POST', `${MEMBERS}/${member}/password-link`)).status, 404);
  assert.equal((await owner.ask('DELETE', `${INVITATIONS}/${invited.json.invitation.id}`)).status, 404);
  assert.equal((await owner.ask('DELETE', `/api/v1/account/keys/${key.json.key.id}`)).status, 404);
  assert.deepEqual((await owner.ask('GET', INVITATIONS)).json.invitations, []);
  assert.deepEqual((await owner.ask('GET', '/api/v1/account/keys')).json.keys, []);
  assert.equal((await owner.ask('GET', MEMBERS)).json.members.length, 1);
});

Deno.test('account numbers ascend, and only owners of account 1 open accounts', async () => {
  await using house = await staff();
  const admin = await house.hire('admin@example.com', 'admin');
  const opened = await Promise.all(
    ['A', 'B', 'C'].map((name) => house.owner.ask('POST', '/api/v1/accounts', { name })),
  );
  assert.deepEqual(opened.map(({ json }) => json.id).sort(), [2, 3, 4]);
  assert.equal((await admin.ask('POST', '/api/v1/accounts', { name: 'D' })).status, 403);
  await house.owner.ask('PUT', '/api/v1/me/account', { account: 2 });
  assert.equal((await house.owner.ask('POST', '/api/v1/accounts', { name: 'D' })).status, 403);
  assert.equal((await house.owner.ask('PUT', '/api/v1/me/account', { account: 99 })).status, 404);
});

Deno.test('history hears of every change to people and keys', async () => {
  await using house = await staff();
  await house.hire('ann@example.com', 'viewer');
  const id = await memberId(house, 'ann@example.com');
  await house.owner.ask('PUT', `${MEMBERS}/${id}`, { role: 'admin' });
  await house.owner.ask('POST', `${MEMBERS}/${id}/password-link`);
  await house.owner.ask('DELETE', `${MEMBERS}/${id}/two-factor`);
  await house.owner.ask('DELETE', `${MEMBERS}/${id}`);
  await house.owner.ask('PUT', '/api/v1/account', { name: 'Renamed' });
  const told = house.installation.audited.map(({ action, subject, actor, details }) =>
    [action, subject, actor.name, ...Object.values(details)].join(' | ')
  );
  const by = OWNER.email;
  assert.deepEqual(told, [
    `account created | Acme | Set-up | ${by}`,
    `invitation created | ann@example.com | ${by} | viewer`,
    'member joined | ann@example.com | ann@example.com | viewer',
    `member role changed | ann@example.com | ${by} | viewer | admin`,
    `member password link created | ann@example.com | ${by}`,
    `member two-factor removed | ann@example.com | ${by}`,
    `member removed | ann@example.com | ${by} | admin`,
    `account renamed | Renamed | ${by}`,
  ]);
});

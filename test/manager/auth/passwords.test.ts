import assert from 'node:assert/strict';
import { OWNER } from './installation.ts';
import { openSmtpServer } from './smtp-server.ts';
import { memberId, passwordOf, staff, tokenIn } from './staffed.ts';

const ANN = 'ann@example.com';
const passwordLinkOf = (id: string) => `/api/v1/account/members/${id}/password-link`;

/** The link in a mail, as a reader would click it. */
function linkIn(mail: string): string {
  const text = mail.replace(/=\n/g, '').replace(/=3D/g, '=');
  return /https?:\S+/.exec(text)?.[0] ?? assert.fail(`no link in ${mail}`);
}

Deno.test('changing the password wants the present one', async () => {
  await using house = await staff();
  const change = (currentPassword: string) =>
    house.owner.call('/change-password', { currentPassword, newPassword: 'a new password' });
  assert.equal((await change('wrong')).status, 400);
  assert.equal((await house.browser().signIn()).status, 200);
  assert.equal((await change(OWNER.password)).status, 200);
  assert.equal((await house.browser().signIn()).status, 401);
  assert.equal((await house.browser().signIn(OWNER.email, 'a new password')).status, 200);
});

Deno.test('a changed password signs every other device out', async () => {
  await using house = await staff();
  const thief = house.browser();
  await thief.signIn();
  await house.owner.call('/change-password', {
    currentPassword: OWNER.password,
    newPassword: 'a new password',
  });
  assert.equal((await thief.ask('GET', '/api/v1/me')).status, 401);
  assert.equal(await house.owner.accountId(), 1);
});

Deno.test('a password is 8 to 128 characters', async () => {
  await using house = await staff();
  for (const newPassword of ['1234567', 'x'.repeat(129)]) {
    const answer = await house.owner.call('/change-password', {
      currentPassword: OWNER.password,
      newPassword,
    });
    assert.equal(answer.status, 400, newPassword);
  }
});

Deno.test('without mail, an admin hands a link over; it works once and signs everybody else out', async () => {
  await using house = await staff();
  const ann = await house.hire(ANN, 'viewer');
  const { status, json } = await house.owner.ask('POST', passwordLinkOf(await memberId(house, ANN)));
  assert.deepEqual([status, json.mailed], [201, false]);

  const reset = (newPassword: string) =>
    house.browser().call('/reset-password', { token: tokenIn(json.link), newPassword });
  assert.equal((await reset('fresh password')).status, 200);
  assert.equal((await reset('another one')).status, 400);

  assert.equal((await house.browser().signIn(ANN, passwordOf(ANN))).status, 401);
  assert.equal((await house.browser().signIn(ANN, 'fresh password')).status, 200);
  assert.equal((await ann.ask('GET', '/api/v1/me')).status, 401);
});

Deno.test('whoever holds the database gets a link for anybody', async () => {
  await using house = await staff();
  const { recovery } = house.installation.auth;
  const { link = '' } = await recovery.passwordLinkHere('Owner@Example.com', false) ?? {};
  const token = tokenIn(link);
  assert.equal(
    (await house.browser().call('/reset-password', { token, newPassword: 'fresh password' })).status,
    200,
  );
  assert.equal((await house.browser().signIn(OWNER.email, 'fresh password')).status, 200);
  assert.equal(await recovery.passwordLinkHere('nobody@example.com', false), undefined);
});

Deno.test('an admin of one account gets no way into another through a member of both', async () => {
  await using house = await staff();
  await house.hire('admin@example.com', 'admin');
  const ann = await house.hire(ANN, 'viewer');
  const id = await memberId(house, ANN);
  const admin = house.browser();
  await admin.signIn('admin@example.com', passwordOf('admin@example.com'));
  assert.equal((await admin.ask('POST', passwordLinkOf(id))).status, 201);

  const second = (await house.owner.ask('POST', '/api/v1/accounts', { name: 'Second' })).json;
  await house.owner.ask('PUT', '/api/v1/me/account', { account: second.id });
  const { json } = await house.owner.ask('POST', '/api/v1/account/invitations', {
    email: ANN,
    role: 'viewer',
  });
  await ann.ask('POST', '/api/v1/invitations/accept', { token: tokenIn(json.link) });

  assert.equal((await admin.ask('POST', passwordLinkOf(id))).status, 403);
  assert.equal((await admin.ask('DELETE', `/api/v1/account/members/${id}/two-factor`)).status, 403);
  await house.owner.ask('PUT', '/api/v1/me/account', { account: 1 });
  assert.equal((await house.owner.ask('POST', passwordLinkOf(id))).status, 201, 'the owner of both may');
});

Deno.test('with mail, links go out by mail', async () => {
  await using smtp = openSmtpServer();
  await using house = await staff({ mail: { smtpUrl: smtp.url, from: 'Plum Routes <routes@example.com>' } });
  const { json } = await house.owner.ask('POST', '/api/v1/account/invitations', {
    email: ANN,
    role: 'viewer',
  });
  assert.equal(json.mailed, true);
  const invitation = await smtp.next();
  assert.match(invitation, /^To: ann@example\.com$/m);
  assert.equal(linkIn(invitation), json.link);

  assert.equal((await house.browser().ask('GET', '/api/v1/sign-in')).json.passwordByMail, true);
  assert.equal((await house.browser().call('/request-password-reset', { email: OWNER.email })).status, 200);
  const token = tokenIn(linkIn(await smtp.next()));
  assert.equal(
    (await house.browser().call('/reset-password', { token, newPassword: 'by mail only' })).status,
    200,
  );
  assert.equal((await house.browser().signIn(OWNER.email, 'by mail only')).status, 200);
});

Deno.test('asking for a link by mail does not tell who has an account', async () => {
  await using smtp = openSmtpServer();
  await using house = await staff({ mail: { smtpUrl: smtp.url, from: 'routes@example.com' } });
  const known = await house.browser().call('/request-password-reset', { email: OWNER.email });
  const unknown = await house.browser().call('/request-password-reset', { email: 'nobody@example.com' });
  assert.deepEqual([unknown.status, await unknown.text()], [known.status, await known.text()]);
  assert.match(await smtp.next(), /^To: owner@example\.com$/m);
  assert.equal(smtp.received.length, 1);
});

Deno.test('a mail server that is down costs the mail, not the invitation', async () => {
  await using house = await staff({ mail: { smtpUrl: 'smtp://127.0.0.1:1', from: 'routes@example.com' } });
  const { status, json } = await house.owner.ask('POST', '/api/v1/account/invitations', {
    email: ANN,
    role: 'viewer',
  });
  assert.deepEqual([status, json.mailed], [201, false]);
});

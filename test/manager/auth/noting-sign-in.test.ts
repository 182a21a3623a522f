import assert from 'node:assert/strict';
import { OWNER } from './installation.ts';
import { passwordOf, staff, type Staffed } from './staffed.ts';
import { totpCode } from './totp.ts';

/** Who signed in, in which account and from where. */
const signIns = ({ installation }: Staffed) =>
  installation.audited.filter(({ action }) => action === 'signed in')
    .map(({ subject, accountId, details }) => [subject, accountId, details.address]);

Deno.test('the audit log has who signed in and from where', async () => {
  await using house = await staff();
  const browser = house.browser();
  assert.equal((await browser.signIn()).status, 200);
  assert.deepEqual(signIns(house), [[OWNER.email, 1, browser.address]]);
});

Deno.test('a sign-in is noted in every account of the user', async () => {
  await using house = await staff();
  const second = (await house.owner.ask('POST', '/api/v1/accounts', { name: 'Second' })).json;
  const browser = house.browser();
  await browser.signIn();
  assert.deepEqual(signIns(house).map(([, accountId]) => accountId), [1, second.id]);
});

Deno.test('a wrong password is no sign-in', async () => {
  await using house = await staff();
  assert.equal((await house.browser().signIn(OWNER.email, 'wrong password')).status, 401);
  assert.deepEqual(signIns(house), []);
});

Deno.test('with two-factor, the code signs in, not the password; scanning it does not either', async () => {
  await using house = await staff();
  const enabled = await house.owner.call('/two-factor/enable', { password: OWNER.password });
  const { totpURI } = await enabled.json();
  await house.owner.call('/two-factor/verify-totp', { code: totpCode(totpURI) });
  const browser = house.browser();
  await browser.signIn();
  assert.deepEqual(signIns(house), []);
  assert.equal((await browser.call('/two-factor/verify-totp', { code: totpCode(totpURI) })).status, 200);
  assert.deepEqual(signIns(house), [[OWNER.email, 1, browser.address]]);
});

Deno.test('a browser that changes hands signs somebody in', async () => {
  await using house = await staff();
  await house.hire('ann@example.com', 'viewer');
  assert.equal((await house.owner.signIn('ann@example.com', passwordOf('ann@example.com'))).status, 200);
  assert.deepEqual(signIns(house).map(([who]) => who), ['ann@example.com']);
});

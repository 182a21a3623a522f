import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { databaseFile, OWNER } from './installation.ts';
import { memberId, passwordOf, type Person, staff } from './staffed.ts';
import { totpCode } from './totp.ts';

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: string[];
}

/** Scans the code and types what the authenticator shows. */
async function enrol(person: Person, password: string): Promise<Enrolment> {
  const enabled = await person.call('/two-factor/enable', { password });
  assert.equal(enabled.status, 200);
  const enrolment = await enabled.json();
  const verified = await person.call('/two-factor/verify-totp', { code: totpCode(enrolment.totpURI) });
  assert.equal(verified.status, 200);
  return enrolment;
}

Deno.test('with two-factor, the password alone opens nothing; the code does', async () => {
  await using house = await staff();
  const { totpURI } = await enrol(house.owner, OWNER.password);
  assert.equal((await house.owner.ask('GET', '/api/v1/me')).json.twoFactorEnabled, true);

  const elsewhere = house.browser();
  assert.equal((await (await elsewhere.signIn()).json()).twoFactorRedirect, true);
  assert.equal((await elsewhere.ask('GET', '/api/v1/me')).status, 401);
  const wrong = await elsewhere.call('/two-factor/verify-totp', { code: '000000' });
  assert.equal(wrong.status, 401);
  assert.equal((await elsewhere.ask('GET', '/api/v1/me')).status, 401);

  const right = await elsewhere.call('/two-factor/verify-totp', { code: totpCode(totpURI) });
  assert.equal(right.status, 200);
  assert.equal(await elsewhere.accountId(), 1);
});

Deno.test('a recovery code works once', async () => {
  await using house = await staff();
  const { backupCodes } = await enrol(house.owner, OWNER.password);
  const [code] = backupCodes;
  const first = house.browser();
  await first.signIn();
  assert.equal((await first.call('/two-factor/verify-backup-code', { code })).status, 200);
  assert.equal(await first.accountId(), 1);

  const second = house.browser();
  await second.signIn();
  assert.equal((await second.call('/two-factor/verify-backup-code', { code })).status, 401);
  assert.equal((await second.ask('GET', '/api/v1/me')).status, 401);
});

Deno.test('an owner lets a member in who lost the authenticator', async () => {
  await using place = await databaseFile();
  const { file } = place;
  await using house = await staff({ file });
  const ann = await house.hire('ann@example.com', 'viewer');
  await enrol(ann, passwordOf('ann@example.com'));
  const id = await memberId(house, 'ann@example.com');

  assert.equal((await house.owner.ask('DELETE', `/api/v1/account/members/${id}/two-factor`)).status, 204);

  const elsewhere = house.browser();
  await elsewhere.signIn('ann@example.com', passwordOf('ann@example.com'));
  assert.equal(await elsewhere.accountId(), 1);
  using database = new DatabaseSync(file);
  assert.deepEqual(database.prepare('select * from "twoFactor"').all(), [], 'the lost secret is gone');
});

Deno.test('whoever holds the database lets the only owner in who lost the authenticator', async () => {
  await using house = await staff();
  await enrol(house.owner, OWNER.password);
  await house.installation.auth.recovery.passwordLinkHere(OWNER.email, true);
  const elsewhere = house.browser();
  await elsewhere.signIn();
  assert.equal(await elsewhere.accountId(), 1);
});

import assert from 'node:assert/strict';
import { Browser, databaseFile, install, type Installation, installed, OWNER } from './installation.ts';

/** Whom the REST API sees. */
const whoIs = ({ auth }: Installation, browser: Browser) =>
  auth.authenticator.authenticate(browser.request('/'));

Deno.test('signing out ends the session', async () => {
  await using installation = await installed();
  const browser = new Browser(installation.auth.handler);
  await browser.signIn();
  const before = browser.request('/api/v1/groups');
  assert.notEqual(await whoIs(installation, browser), undefined);

  assert.equal((await browser.call('/sign-out', {})).status, 200);

  assert.equal(await whoIs(installation, browser), undefined);
  assert.equal(await installation.auth.authenticator.authenticate(before), undefined);
});

Deno.test('every wrong credential gets the same answer', async () => {
  await using installation = await installed();
  const browser = new Browser(installation.auth.handler);
  const answers = [
    await browser.signIn(OWNER.email, 'wrong password'),
    await browser.signIn('nobody@example.com', OWNER.password),
    await browser.signIn('nobody@example.com', 'x'),
  ];
  assert.deepEqual(answers.map(({ status }) => status), [401, 401, 401]);
  const [first, ...others] = await Promise.all(answers.map((answer) => answer.text()));
  assert.deepEqual(others, [first, first]);
});

Deno.test('nobody can sign up', async () => {
  await using installation = await installed();
  const newcomer = { name: 'Eve', email: 'eve@example.com', password: 'let me in please' };
  assert.equal((await new Browser(installation.auth.handler).call('/sign-up/email', newcomer)).status, 404);
});

Deno.test('session cookies are out of reach of scripts and of foreign sites', async () => {
  await using plain = await installed();
  const cookie = (await new Browser(plain.auth.handler).signIn()).headers.get('set-cookie') ?? '';
  assert.match(cookie, /; HttpOnly/i);
  assert.match(cookie, /; SameSite=Lax/i);
  assert.doesNotMatch(cookie, /; Secure/i);

  const publicUrl = 'https://routes.example.com';
  await using secure = await installed({ publicUrl });
  const secured = (await new Browser(secure.auth.handler, undefined, publicUrl).signIn()).headers.get(
    'set-cookie',
  );
  assert.match(secured ?? '', /; Secure/i);
});

Deno.test('the page works under every name of the server, but a foreign page can not use the session', async () => {
  await using installation = await installed();
  const elsewhere = new Browser(installation.auth.handler, undefined, 'http://10.0.0.5:8080');
  assert.equal((await elsewhere.signIn()).status, 200);

  const request = elsewhere.request('/api/auth/sign-out', {});
  request.headers.set('origin', 'https://evil.example');
  assert.equal((await installation.auth.handler(request)).status, 403);
  assert.notEqual(await whoIs(installation, elsewhere), undefined);
});

Deno.test('a session outlives a restart', async () => {
  await using place = await databaseFile();
  const { file } = place;
  const before = await installed({ file });
  const browser = new Browser(before.auth.handler);
  await browser.signIn();
  const request = browser.request('/api/v1/groups');
  await before[Symbol.asyncDispose]();
  await using after = await install({ file });
  assert.equal((await after.auth.authenticator.authenticate(request))?.accountId, 1);
});

Deno.test('what better-auth serves besides stays closed', async () => {
  await using installation = await installed();
  const browser = new Browser(installation.auth.handler);
  await browser.signIn();
  for (
    const path of [
      '/list-sessions',
      '/get-session',
      '/update-user',
      '/delete-user',
      '/verify-password',
      '/',
      '',
    ]
  ) {
    assert.equal((await browser.call(path, {})).status, 404, path);
  }
});

Deno.test('from one address, ten passwords a minute can be tried; then it hears how long to wait', async () => {
  await using installation = await installed();
  const attacker = new Browser(installation.auth.handler, '203.0.113.9');
  for (let tries = 0; tries < 10; tries++) {
    assert.equal((await attacker.signIn(OWNER.email, `guess ${tries}`)).status, 401);
  }
  const answer = await attacker.signIn();
  assert.equal(answer.status, 429, 'not even the right password is tried');
  const seconds = Number(answer.headers.get('retry-after'));
  assert.ok(seconds > 0 && seconds <= 60, `retry-after ${seconds}`);

  const owner = new Browser(installation.auth.handler, '203.0.113.10');
  assert.equal((await owner.signIn()).status, 200, 'the owner, elsewhere, is not locked out');
});

for (const path of ['/two-factor/verify-totp', '/two-factor/verify-backup-code', '/reset-password']) {
  Deno.test(`from one address, ten tries a minute reach ${path}`, async () => {
    await using installation = await installed();
    const attacker = new Browser(installation.auth.handler, '203.0.113.9');
    const guess = { code: '123456', token: 'guess', newPassword: 'a new password' };
    const statuses: number[] = [];
    for (let tries = 0; tries < 11; tries++) statuses.push((await attacker.call(path, guess)).status);
    assert.equal(statuses.indexOf(429), 10);
  });
}

Deno.test('an address that a client only claims does not give it new tries', async () => {
  await using installation = await installed();
  const attacker = new Browser(installation.auth.handler, '203.0.113.9');
  const statuses = new Set<number>();
  for (let tries = 0; tries < 12; tries++) {
    const request = attacker.request('/api/auth/sign-in/email', { email: OWNER.email, password: 'guess' });
    request.headers.set('x-forwarded-for', `192.0.2.${tries}`);
    request.headers.set('x-plum-client-address', `192.0.2.${tries}`);
    statuses.add((await installation.auth.handler(request)).status);
  }
  assert.deepEqual([...statuses], [401, 429]);
});

Deno.test('a body of any size is not read', async () => {
  await using installation = await installed();
  const browser = new Browser(installation.auth.handler);
  const answer = await browser.signIn(OWNER.email, 'x'.repeat(2 ** 21));
  assert.equal(answer.status, 413);
});

Deno.test('what is no JSON is refused, and nothing fails', async () => {
  await using installation = await installed();
  const browser = new Browser(installation.auth.handler);
  for (const body of ['{', '[]', 'null', '{"email":5}', '\u0000', '']) {
    const request = browser.request('/api/auth/sign-in/email', {});
    const odd = new Request(request.url, { method: 'POST', headers: request.headers, body });
    const { status } = await installation.auth.handler(odd);
    assert.ok(status >= 400 && status < 500, `${body}: ${status}`);
  }
});

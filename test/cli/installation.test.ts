import assert from 'node:assert/strict';
import { openPeople } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const PASSWORD = 'correct horse battery';

/** A command line beside a data directory of its own. */
async function inFolder(body: (cli: CommandLine, dataDir: string) => Promise<void>) {
  const dataDir = await Deno.makeTempDir();
  const cli = commandLine();
  Object.assign(cli.env, { DATA_DIR: dataDir, PUBLIC_URL: 'https://routes.example.com' });
  try {
    await body(cli, dataDir);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** The same installation as a running server has it. */
async function serverOf(dataDir: string) {
  const { auth, directory } = await openPeople(readConfig({ DATA_DIR: dataDir }, '/'), silentLog);
  return { auth, [Symbol.asyncDispose]: () => directory.close() };
}

const signIn = (password: string) =>
  new Request('http://localhost:8080/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:8080' },
    body: JSON.stringify({ email: 'ann@example.com', password }),
  });

Deno.test('setup: asks for account, e-mail and password, and the owner can sign in at the running server', () =>
  inFolder(async ({ run, answers, asked }, dataDir) => {
    await using server = await serverOf(dataDir);
    assert.equal(await server.auth.setup.needed(), true);
    answers.push('Acme', 'Ann@Example.com', PASSWORD, PASSWORD);
    assert.deepEqual(await run('setup'), {
      exitCode: 0,
      out: 'The account Acme is set up. Sign in at https://routes.example.com as ann@example.com.\n',
      err: '',
    });
    assert.deepEqual(asked.map(({ secret }) => secret), [false, false, true, true]);
    assert.equal((await server.auth.accounts.read(1))?.name, 'Acme');
    assert.equal((await server.auth.handler(signIn('wrong password'))).status, 401);
    assert.equal((await server.auth.handler(signIn(PASSWORD))).status, 200);
  }));

Deno.test('setup: happens once', () =>
  inFolder(async ({ run, env }) => {
    Object.assign(env, { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: PASSWORD });
    assert.deepEqual(JSON.parse((await run('setup --account Acme --json')).out), {
      account: { id: 1, name: 'Acme' },
      email: 'ann@example.com',
      url: 'https://routes.example.com',
    });
    const again = await run('setup --account Other');
    assert.deepEqual([again.exitCode, again.out], [1, '']);
    assert.match(
      again.err,
      /^This installation is set up already\. Sign in at https:\/\/routes\.example\.com/,
    );
  }));

Deno.test('setup: says what is missing where nobody can be asked', () =>
  inFolder(async ({ run }) => {
    for (
      const [options, missing] of [['', '--account'], ['--account A', '--email'], [
        '--account A --email a@b.ch',
        'SETUP_PASSWORD',
      ]]
    ) {
      assert.deepEqual(await run(`setup ${options}`), {
        exitCode: 2,
        out: '',
        err: `${missing} must be given: there is nobody to ask.\n`,
      });
    }
  }));

Deno.test('setup: names every fault of what was given, and two passwords that differ', () =>
  inFolder(async ({ run, answers }) => {
    answers.push('short', 'short');
    const faulty = await run('setup --account A --email nobody');
    assert.equal(faulty.exitCode, 2);
    assert.match(faulty.err, /Enter an e-mail address.*\nA password has at least 8 characters\.\n$/);
    answers.push(PASSWORD, PASSWORD.toUpperCase());
    const differing = await run('setup --account A --email ann@example.com');
    assert.deepEqual([differing.exitCode, differing.err], [
      2,
      'The two passwords differ. Nothing was set up.\n',
    ]);
  }));

Deno.test('key create: makes a key that works at once at the running server, with its role and in its account', () =>
  inFolder(async ({ run, env }, dataDir) => {
    Object.assign(env, { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: PASSWORD });
    await run('setup --account Acme');
    await using server = await serverOf(dataDir);
    const { exitCode, out, err } = await run('key create --name Nightly');
    assert.equal(exitCode, 0);
    assert.match(out, /^plum_\S{43}\n$/);
    assert.equal(err, 'Keep it: it is not shown again. It is "Nightly", editor of Acme.\n');
    const headers = { authorization: `Bearer ${out.trim()}` };
    const principal = await server.auth.authenticator.authenticate(new Request('http://a/', { headers }));
    assert.deepEqual([principal?.accountId, principal?.role, principal?.actor.name], [
      1,
      'editor',
      'Nightly',
    ]);
    const { key } = JSON.parse((await run('key create --name Wall --role viewer --json')).out);
    assert.deepEqual([key.name, key.role, key.createdBy], ['Wall', 'viewer', 'Command line']);
  }));

Deno.test('key create: knows neither other accounts nor other roles', () =>
  inFolder(async ({ run, env }) => {
    Object.assign(env, { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: PASSWORD });
    await run('setup --account Acme');
    const account = await run('key create --name A --account 2');
    assert.deepEqual([account.exitCode, account.out], [1, '']);
    assert.match(account.err, /^There is no account 2\./);
    assert.equal((await run('key create --name A --account 1.0')).exitCode, 2);
    assert.equal((await run('key create --name A --role king')).exitCode, 2);
    assert.equal((await run('key create')).exitCode, 2);
  }));

Deno.test('key create: a mistaken DATA_DIR makes no new database', () =>
  inFolder(async ({ run }, dataDir) => {
    const { exitCode, err } = await run('key create --name A');
    assert.deepEqual([exitCode, err], [
      1,
      `Nothing is set up in ${dataDir}. Check DATA_DIR, or set it up with \`deno task routes setup\`.\n`,
    ]);
    assert.deepEqual([...Deno.readDirSync(dataDir)], []);
  }));

Deno.test('key create: a database that is none is named', () =>
  inFolder(async ({ run }, dataDir) => {
    Deno.writeTextFileSync(
      `${dataDir}/directory.db`,
      'This is not a database, but a text of some length. '.repeat(90),
    );
    const { exitCode, err } = await run('key create --name A');
    assert.equal(exitCode, 1);
    assert.ok(err.startsWith(`Can't open the database of ${dataDir}: `), err);
  }));

Deno.test('password-link: lets the only owner in again', () =>
  inFolder(async ({ run, env }, dataDir) => {
    Object.assign(env, { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: PASSWORD });
    await run('setup --account Acme');
    await using server = await serverOf(dataDir);
    const { exitCode, out, err } = await run('password-link Ann@Example.com');
    assert.deepEqual([exitCode, err], [
      0,
      'It works once, for a day. Hand it over so that nobody else sees it.\n',
    ]);
    assert.match(out, /^https:\/\/routes\.example\.com\/reset-password\?token=\S+\n$/);
    const reset = new Request('http://localhost:8080/api/auth/reset-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:8080' },
      body: JSON.stringify({
        token: new URL(out.trim()).searchParams.get('token'),
        newPassword: 'a new password',
      }),
    });
    assert.equal((await server.auth.handler(reset)).status, 200);
    assert.equal((await server.auth.handler(signIn('a new password'))).status, 200);
  }));

Deno.test('password-link: knows who is not there', () =>
  inFolder(async ({ run, env }) => {
    Object.assign(env, { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: PASSWORD });
    await run('setup --account Acme');
    const { exitCode, out, err } = await run('password-link bob@example.com --json');
    assert.deepEqual([exitCode, out, err], [1, '', 'Nobody here has the address bob@example.com.\n']);
  }));

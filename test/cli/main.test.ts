import assert from 'node:assert/strict';
import { emptyDatabase } from '../support/postgres.ts';
import { freePort, startServer } from '../support/server-process.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

const GROUPS = `
- name: Support
  destinations:
    - { name: Boston, uri: tel:+16177123000, percent: 60 }
    - { name: Denver, uri: sip:1234@10.0.1.2, percent: 40 }
`;

interface Given {
  readonly env?: Record<string, string>;
  readonly stdin?: string;
}

/** Runs `deno task routes` as people do, with the permissions that the task has. */
async function routes(args: readonly string[], { env = {}, stdin = '' }: Given = {}) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ['task', '--quiet', 'routes', ...args],
    cwd: ROOT,
    env,
    stdin: 'piped',
    stdout: 'piped',
    stderr: 'piped',
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { exitCode: code, out: text(stdout), err: text(stderr) };
}

Deno.test('the command line leads a new installation to its first call', async () => {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir });
  try {
    const env: Record<string, string> = { DATA_DIR: dataDir, ROUTES_URL: server.url };
    const owner = { SETUP_EMAIL: 'ann@example.com', SETUP_PASSWORD: 'correct horse battery' };
    const setup = await routes(['setup', '--account', 'Acme Inc'], { env: { ...env, ...owner } });
    assert.match(setup.out, /^The account Acme Inc is set up\./, setup.err);

    const key = await routes(['key', 'create', '--name', 'Nightly apply'], { env });
    env.ROUTES_API_KEY = key.out.trim();
    const dryRun = await routes(['groups', 'apply', '-', '--dry-run'], { env, stdin: GROUPS });
    assert.deepEqual([dryRun.exitCode, dryRun.err], [4, '']);
    const applied = await routes(['groups', 'apply', '-'], { env, stdin: GROUPS });
    assert.deepEqual([applied.exitCode, applied.out.split('\n').at(-2)], [0, '1 created.']);

    const vxml = await routes(['vxml', 'Support', '--fallback', '123'], { env });
    const url = /src="([^"]+\/ws\/route\/[^"]+)"/.exec(vxml.out)![1];
    const answer = await fetch(new URL(new URL(url).pathname, server.url), {
      method: 'POST',
      body: new URLSearchParams({ 'session.id': '000005;000;1190752725' }),
    });
    assert.equal((await answer.json()).destination, 'tel:+16177123000');

    const listed = await routes(['groups', 'list', '--json'], { env });
    assert.equal(JSON.parse(listed.out).groups[0].live.destinations[0].active, 1);
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test('the command line has the permissions to copy an installation, beside its server and into a cluster', async () => {
  const folder = await Deno.makeTempDir();
  await using database = await emptyDatabase();
  const env = { DATA_DIR: `${folder}/data` };
  const server = await startServer(env);
  try {
    const backup = await routes(['backup', `${folder}/copy`], { env });
    assert.deepEqual([backup.exitCode, backup.err], [0, '']);
    await server.stop();
    const move = await routes(['move', '--to', database.url], { env });
    assert.equal(move.exitCode, 0, move.err);
  } finally {
    await server.stop();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test('the command line says what to do when no server runs', async () => {
  const port = String(freePort());
  const { exitCode, out, err } = await routes(['groups', 'list'], { env: { PORT: port } });
  assert.deepEqual([exitCode, out], [3, '']);
  assert.equal(
    err,
    `No server at http://127.0.0.1:${port}. Start it with \`npx -y deno@2.9 task start\`, or set ROUTES_URL to where it is.\n`,
  );
});

Deno.test('--help is an answer, a wrong command is not', async () => {
  const help = await routes(['--help']);
  assert.deepEqual([help.exitCode, help.err], [0, '']);
  assert.match(help.out, /^Usage: deno task routes \[options\] \[command\]\n/);
  const wrong = await routes(['groups', 'lost']);
  assert.deepEqual([wrong.exitCode, wrong.out], [2, '']);
  assert.match(wrong.err, /unknown command 'lost'\n\(Did you mean list\?\)/);
});

Deno.test('a reader who has seen enough ends the command quietly', async () => {
  const file = await Deno.makeTempFile({ suffix: '.yaml' });
  // More than a pipe holds.
  const groups = Array.from({ length: 2000 }, (_, index) => ({ name: `Group ${index}` }));
  await Deno.writeTextFile(file, JSON.stringify(groups));
  const args = ['task', '--quiet', 'routes', 'simulate', file, '--hours', '0.01', '--json'];
  const child = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stdout: 'piped', stderr: 'piped' })
    .spawn();
  await child.stdout.cancel();
  const [{ code }, err] = await Promise.all([child.status, new Response(child.stderr).text()]);
  assert.deepEqual([code, err], [0, '']);
  await Deno.remove(file);
});

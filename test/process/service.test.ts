import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GroupOutput } from '../../src/contract/group.ts';
import { API_KEY, freePort, type ServerProcess, startServer } from '../support/server-process.ts';

async function withServer(env: Record<string, string>, body: (server: ServerProcess) => Promise<void>) {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir, ...env });
  try {
    await body(server);
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function createGroup(server: ServerProcess, percents = [60, 40]): Promise<GroupOutput> {
  const destinations = percents.map((percent, index) => ({
    name: `D${index}`,
    uri: `sip:${index}@10.0.1.2`,
    percent,
  }));
  const response = await server.api('/groups', { method: 'POST', body: { name: 'Support', destinations } });
  assert.equal(response.status, 201);
  return await response.json();
}

async function ask(url: string) {
  return await (await fetch(url, { method: 'POST' })).json();
}

Deno.test('from a key to a routed call: create a group, route 100 calls 60/40, edit it, delete it', async () => {
  await withServer({}, async (server) => {
    const group = await createGroup(server);
    const counts = new Map<string, number>();
    for (let call = 0; call < 100; call++) {
      const { name } = await ask(`${group.url}?session.id=call-${call}`);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    assert.deepEqual([counts.get('D0'), counts.get('D1')], [60, 40]);
    const usage = await (await server.api(`/groups/${group.id}/usage`)).json();
    assert.deepEqual(usage, { lastHour: 100, lastDay: 100 }, 'read with the permissions that it has');
    const period = { from: new Date(Date.now() - 60_000), to: new Date() };
    const whatIf = await server.api(`/groups/${group.id}/what-if`, {
      method: 'POST',
      body: { ...period, group: {} },
    });
    assert.equal((await whatIf.json()).edited.placed, 100, 'worked out with them, in a thread');
    assert.doesNotMatch(server.logged(), /legacy/, 'the runtime has nothing to say about it');

    const [first, second] = group.destinations;
    const edit = { ...group, destinations: [{ ...first, percent: 0 }, { ...second, percent: 100 }] };
    const saved = await server.api(`/groups/${group.id}`, {
      method: 'PUT',
      body: edit,
      headers: { 'if-match': '"1"' },
    });
    assert.equal(saved.status, 200, await saved.clone().text());
    assert.equal((await ask(`${group.url}?session.id=after`)).name, 'D1');

    const { version } = await saved.json();
    const headers = { 'if-match': `"${version}"` };
    assert.ok((await server.api(`/groups/${group.id}`, { method: 'DELETE', headers })).ok);
    assert.equal((await ask(`${group.url}?session.id=gone`)).error, 'unknown_route');
    assert.deepEqual(await ask(`${server.url}/ws/complete?session.id=call-1`), {
      success: true,
      completed: 1,
    });
  });
});

Deno.test('what was in progress is in progress after a stop and a start', async () => {
  const dataDir = await Deno.makeTempDir();
  const first = await startServer({ DATA_DIR: dataDir });
  const group = await createGroup(first, [50, 30, 20]);
  for (let call = 0; call < 50; call++) await ask(`${group.url}?session.id=call-${call}`);
  const before = await (await first.api(`/groups/${group.id}/live`)).json();
  assert.equal((await first.stop()).code, 0);
  const second = await startServer({ DATA_DIR: dataDir });
  assert.deepEqual(await (await second.api(`/groups/${group.id}/live`)).json(), before);
  await second.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('a stop answers what is in flight, and nothing that it answered is lost', async () => {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir });
  const group = await createGroup(server);
  const answers = Array.from({ length: 200 }, (_, call) => ask(`${group.url}?session.id=call-${call}`));
  await Promise.race(answers);
  const stopped = server.stop();
  const given = (await Promise.allSettled(answers)).filter(({ status }) => status === 'fulfilled');
  assert.equal((await stopped).code, 0);
  for (const answer of given) {
    assert.equal((answer as PromiseFulfilledResult<{ success: boolean }>).value.success, true);
  }
  const again = await startServer({ DATA_DIR: dataDir });
  const live = await (await again.api(`/groups/${group.id}/live`)).json();
  assert.equal(live.active, given.length);
  await again.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('a second listener takes the calls, and the first then has none', async () => {
  const port = freePort();
  await withServer({ WS_PORT: String(port), WS_HOST: '127.0.0.1' }, async (server) => {
    const group = await createGroup(server);
    assert.equal(new URL(group.url).port, String(port));
    assert.equal((await ask(`${group.url}?session.id=a`)).success, true);
    const elsewhere = await fetch(group.url.replace(`:${port}`, `:${new URL(server.url).port}`), {
      method: 'POST',
    });
    assert.equal(elsewhere.status, 404);
    await elsewhere.body?.cancel();
    const manager = await fetch(`http://127.0.0.1:${port}/api/v1/groups`);
    assert.equal((await manager.json()).success, false, 'and it has no control plane');
  });
});

Deno.test('a start that is not possible says what to do, and ends', async () => {
  await withServer({}, async (server) => {
    const { port } = new URL(server.url);
    const dataDir = await Deno.makeTempDir();
    await assert.rejects(startServer({ DATA_DIR: dataDir, PORT: port }), /Port \d+ is taken.*set PORT/);
    await Deno.remove(dataDir, { recursive: true });
  });
  const faults = { DATA_DIR: '/tmp', PORT: 'eighty', LOG_LEVEL: 'loud', SETUP_EMAIL: 'nobody' };
  await assert.rejects(startServer(faults), ({ message }: Error) => {
    for (const name of ['PORT', 'LOG_LEVEL', 'SETUP_EMAIL']) assert.match(message, new RegExp(`${name}: `));
    return true;
  });
});

Deno.test('only one server may use a data directory', async () => {
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir });
  await assert.rejects(startServer({ DATA_DIR: dataDir }), /in use by another server/);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('JSON logs are one object a line, and never carry a secret', async () => {
  await withServer({ LOG_FORMAT: 'json', LOG_LEVEL: 'debug' }, async (server) => {
    const group = await createGroup(server);
    await ask(`${group.url}?session.id=a`);
    await server.stop();
    const lines = server.logged().trim().split('\n').map((line) => JSON.parse(line));
    assert.ok(lines.some(({ level, message }) => level === 'info' && message === 'Plum Routes is ready.'));
    assert.ok(!server.logged().includes(API_KEY));
  });
});

Deno.test('the server may start no process, load no native code and read nothing else', async () => {
  const dataDir = await Deno.makeTempDir();
  const args = ['run', '--quiet', '--no-check', '--allow-env', '--allow-read', 'scripts/permissions.ts'];
  const permissions = async (env: Record<string, string>) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, env: { DATA_DIR: dataDir, ...env } })
      .output();
    return new TextDecoder().decode(stdout);
  };
  const given = await permissions({ WEBHOOKS: 'off' });
  assert.doesNotMatch(given, /allow-(run|ffi|all|sys|import|hrtime)|-A\b/);
  assert.match(given, /--allow-net=0\.0\.0\.0:8080 /);
  assert.match(given, /--no-prompt/);
  // Accounts say where their webhooks are.
  assert.match(await permissions({}), /--allow-net /);
  await Deno.remove(dataDir);
});

Deno.test('on a full disk calls are answered degraded, and readiness says so', async () => {
  const dataDir = await Deno.makeTempDir();
  // A limit on the size of files is a full disk to SQLite; lifting it is somebody making room.
  await withServer({ DATA_DIR: dataDir, FILE_SIZE_LIMIT_KB: '600' }, async (server) => {
    const group = await createGroup(server);
    let calls = 0;
    const call = async () => await ask(`${group.url}?session.id=call-${calls++}-${'x'.repeat(400)}`);
    let answer = await call();
    while (!answer.degraded && calls < 5000) answer = await call();
    assert.deepEqual([answer.success, answer.degraded], [true, true]);
    for (let more = 0; more < 20; more++) assert.equal((await call()).success, true);
    const readiness = await fetch(`${server.url}/readyz`);
    assert.equal(readiness.status, 503);
    assert.match((await readiness.json()).detail, /full|disk|I\/O/i);
    await liftFileSizeLimit(server.pid);
    while ((await call()).degraded) await delay(100);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    await server.stop();
    const again = await startServer({ DATA_DIR: dataDir });
    const live = await (await again.api(`/groups/${group.id}/live`)).json();
    assert.equal(live.active, calls, 'every answer that was given is in the journal now');
    await again.stop();
  });
});

async function liftFileSizeLimit(pid: number) {
  const { success } = await new Deno.Command('prlimit', { args: ['--fsize=unlimited', '--pid', String(pid)] })
    .output();
  assert.ok(success);
}

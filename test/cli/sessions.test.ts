import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { type ControlPlane, openControlPlane } from '../manager/control-plane.ts';

async function withCalls(body: (cli: CommandLine, server: ControlPlane) => Promise<void>) {
  await using server = await openControlPlane();
  const support = await server.create();
  const sales = await server.create({ name: 'Sales' });
  for (const session of ['a-1', 'a-2', 'b', undefined]) {
    await server.switchboard.place({ accountId: 1, key: support.key, session });
  }
  await server.switchboard.place({ accountId: 1, key: sales.key, session: 'sold' });
  await body(commandLine(server.manager.app.fetch), server);
}

const rowsOf = (out: string) => out.split('\n').slice(1, -1).map((line) => line.trim().split(/ {2,}/));

Deno.test('sessions list: shows where each call is, and how many there are by age', () =>
  withCalls(async ({ run }) => {
    const { exitCode, out, err } = await run('sessions list --group Support');
    assert.deepEqual([exitCode, err], [0, '4 open: 4 under 5\u00a0min.\n']);
    assert.match(out, /^ *ID {2}SESSION {2}GROUP {4}DESTINATION {2}ATTEMPT {2}AGE {2}EXPIRES/);
    assert.deepEqual(rowsOf(out).map(([, session, group, destination]) => [session, group, destination]), [
      ['a-1', 'Support', 'Boston'],
      ['a-2', 'Support', 'Denver'],
      ['b', 'Support', 'Boston'],
      ['–', 'Support', 'Denver'],
    ]);
  }));

Deno.test('sessions list: finds by id, beginning, destination and age', () =>
  withCalls(async ({ run }) => {
    const named = async (line: string) =>
      rowsOf((await run(`sessions list ${line}`)).out).map(([, name]) => name);
    assert.deepEqual(await named('--session b'), ['b']);
    assert.deepEqual(await named('--prefix a-'), ['a-1', 'a-2']);
    assert.deepEqual(await named('--group Support --destination Denver'), ['a-2', '–']);
    assert.deepEqual(await named('--newest --limit 1'), ['sold']);
    const { exitCode, out, err } = await run('sessions list --older-than 1h');
    assert.deepEqual([exitCode, out, err], [0, '', 'No such session is open.\n']);
    assert.match((await run('sessions list --limit 2')).err, /^5 open: .* The first 2 are listed\.\n$/);
  }));

Deno.test('sessions list --json: gives a page as the REST API does', () =>
  withCalls(async ({ run }) => {
    const { sessions, ages } = JSON.parse((await run('sessions list --json --session sold')).out);
    assert.deepEqual([sessions[0].group.name, ages[0]], ['Sales', { underSeconds: 300, sessions: 1 }]);
  }));

Deno.test('sessions release: ends those that are named, once', () =>
  withCalls(async ({ run }) => {
    const ids = rowsOf((await run('sessions list --prefix a-')).out).map(([id]) => id);
    assert.deepEqual(await run(`sessions release ${ids.join(' ')}`), {
      exitCode: 0,
      out: 'Released 2.\n',
      err: '',
    });
    assert.equal((await run(`sessions release ${ids.join(' ')} --json`)).out, '{\n  "released": 0\n}\n');
    assert.match((await run('sessions list')).err, /^3 open/);
  }));

Deno.test('sessions release: ends what matches, after a look at how many that is', () =>
  withCalls(async ({ run }, { switchboard }) => {
    assert.equal((await run('sessions release --prefix a- --dry-run')).out, 'Would release 2.\n');
    assert.equal((await run('sessions release --prefix a-')).out, 'Released 2.\n');
    assert.equal((await run('sessions release --older-than 1h')).out, 'Released 0.\n');
    assert.equal((await run('sessions release --group Support --all')).out, 'Released 2.\n');
    const snapshots = await switchboard.snapshots([1, 2]);
    assert.deepEqual([snapshots.get(1)!.active, snapshots.get(2)!.active], [0, 1]);
  }));

Deno.test('sessions release: goes on until nothing is left, and says how far it is', async () => {
  const answers = [{ released: 10_000, more: true }, { released: 5, more: false }];
  const bodies: { filter: { openedBefore: string } }[] = [];
  const { run } = commandLine(async (request) => {
    bodies.push(await request.json());
    return Response.json(answers.shift());
  });
  const { out, err } = await run('sessions release --all');
  assert.deepEqual([out, err], ['Released 10005.\n', '10000 released so far.\n']);
  assert.match(bodies[0].filter.openedBefore, /^\d{4}-/);
  assert.deepEqual(bodies[0], bodies[1]);
});

Deno.test('sessions: says what is missing or too much, and releases nothing', () =>
  withCalls(async ({ run }) => {
    const faults: [line: string, exitCode: number, says: RegExp][] = [
      ['sessions release', 2, /Say which/],
      ['sessions release --group Support', 2, /Say which/],
      ['sessions release 1 --all', 2, /either ids or options/],
      ['sessions release x', 2, /named by its number/],
      ['sessions list --older-than soon', 2, /takes a duration/],
      ['sessions list --destination Boston', 2, /needs --group/],
      ['sessions list --group Support --destination Rome', 1, /Support has no destination Rome/],
      ['sessions list --group Nobody', 1, /No route group/],
      ['sessions list --limit 0', 1, /limit/],
    ];
    for (const [line, exitCode, says] of faults) {
      const ran = await run(line);
      assert.equal(ran.exitCode, exitCode, line);
      assert.match(ran.err, says);
    }
    assert.match((await run('sessions list')).err, /^5 open/);
  }));

import assert from 'node:assert/strict';
import { type ControlPlane, openControlPlane } from '../manager/control-plane.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const groups = (boston: number, denver: number) => `
- name: Support
  destinations:
    - { name: Boston, uri: tel:+16177123000, percent: ${boston} }
    - { name: Denver, uri: sip:1234@10.0.1.2, percent: ${denver} }
`;

const HOUR_MS = 3_600_000;

/** A time in so many hours, as somebody in Tokyo would type it. */
function inHours(hours: number): string {
  return new Date(Date.now() + (hours + 9) * HOUR_MS).toISOString().replace(/\.\d+Z/, '+09:00');
}

/** The same as the server writes it. */
const utc = (time: string) => new Date(time).toISOString();

async function withSupport(body: (cli: CommandLine, server: ControlPlane) => Promise<void>) {
  await using server = await openControlPlane();
  const cli = commandLine(server.manager.app.fetch);
  cli.files['usual.yaml'] = groups(60, 40);
  cli.files['holidays.yaml'] = groups(0, 100);
  assert.equal((await cli.run('groups apply usual.yaml')).exitCode, 0);
  await body(cli, server);
}

async function scheduled({ ask }: ControlPlane) {
  const { json } = await ask('GET', '/api/v1/groups/1/scheduled');
  return json.scheduled.map(({ kind, effectiveAt }: Record<string, string>) => `${kind} ${effectiveAt}`);
}

Deno.test('groups apply --at --until: changes groups later and for a while, and shows what it will change', () =>
  withSupport(async (cli, server) => {
    const [at, until] = [inHours(1), inHours(2)];
    const { exitCode, out, err } = await cli.run(`groups apply holidays.yaml --at ${at} --until ${until}`);
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(out.split('\n'), [
      '~ Support (1)',
      '    ~ Boston: percent 60 % → 0 %',
      '    ~ Denver: percent 40 % → 100 %',
      `1 scheduled for ${at}, until ${until}.`,
      '',
    ]);
    assert.deepEqual(await scheduled(server), [`edit ${utc(at)}`, `put back ${utc(until)}`]);
    assert.equal((await server.directory.read(1, 1))?.group.version, 1);
  }));

Deno.test('groups apply --until: changes groups now, and for a while', () =>
  withSupport(async (cli, server) => {
    const until = inHours(1);
    const { out } = await cli.run(`groups apply holidays.yaml --until ${until}`);
    assert.match(out, /\n1 changed, until \S+\.\n$/);
    assert.deepEqual(await scheduled(server), [`put back ${utc(until)}`]);
    assert.equal((await server.directory.read(1, 1))?.group.version, 2);
  }));

Deno.test('groups apply --at: applied again, schedules nothing twice', () =>
  withSupport(async (cli, server) => {
    const line = `groups apply holidays.yaml --at ${inHours(1)} --until ${inHours(3)}`;
    await cli.run(line);
    assert.deepEqual(await cli.run(line), { exitCode: 0, out: 'Nothing to change.\n', err: '' });
    assert.equal((await scheduled(server)).length, 2);
  }));

Deno.test('groups apply --at: compares the files with what the groups will be then', () =>
  withSupport(async (cli, server) => {
    await cli.run(`groups apply holidays.yaml --at ${inHours(2)}`);
    assert.equal((await cli.run(`groups apply usual.yaml --at ${inHours(1)}`)).out, 'Nothing to change.\n');
    const { out } = await cli.run(`groups apply usual.yaml --at ${inHours(3)}`);
    assert.match(out, /~ Boston: percent 0 % → 60 %\n/);
    assert.equal((await scheduled(server)).length, 2);
  }));

Deno.test('groups apply --at --dry-run: schedules nothing', () =>
  withSupport(async (cli, server) => {
    const { exitCode, out } = await cli.run(`groups apply holidays.yaml --dry-run --at ${inHours(1)}`);
    assert.equal(exitCode, 4);
    assert.match(out, /\nWould be: 1 scheduled for \S+\.\n$/);
    assert.deepEqual(await scheduled(server), []);
  }));

Deno.test('groups apply: tells who changes a group now that it will change by itself', () =>
  withSupport(async (cli) => {
    const at = inHours(1);
    await cli.run(`groups apply holidays.yaml --at ${at}`);
    cli.files['usual.yaml'] = groups(50, 50);
    const { exitCode, err } = await cli.run('groups apply usual.yaml');
    assert.equal(exitCode, 0);
    assert.equal(
      err,
      `Check this: Support (1) has an edit scheduled for ${utc(at)}, which is made all the same.\n`,
    );
  }));

Deno.test('groups apply --at: a new group can not wait, and nothing is scheduled besides', () =>
  withSupport(async (cli, server) => {
    cli.files['new.yaml'] = `${groups(0, 100)}- name: Sales\n`;
    const { exitCode, err } = await cli.run(`groups apply new.yaml --at ${inHours(1)}`);
    assert.equal(exitCode, 2);
    assert.match(
      err,
      /^Nothing was changed: there is no route group Sales yet, .* Leave --at and --until out/,
    );
    assert.deepEqual(await scheduled(server), []);
  }));

Deno.test('groups apply --at: a time that means nothing is a fault of the command line', () =>
  withSupport(async (cli, server) => {
    for (const options of ['--at tomorrow', '--until 2026-12-01T08:00:00']) {
      const { exitCode, err } = await cli.run(`groups apply holidays.yaml ${options}`);
      assert.equal(exitCode, 2);
      assert.match(err, /^--(at|until): A time with its offset, such as 2026-12-01T08:00:00\+01:00\.\n$/);
    }
    const missing = await cli.run(`groups apply holidays.yaml --delete-missing --at ${inHours(1)}`);
    assert.equal(missing.exitCode, 2);
    const past = await cli.run('groups apply holidays.yaml --at 2020-01-01T00:00:00Z');
    assert.equal(past.exitCode, 1);
    assert.match(past.err, /This time has passed\. Leave it out to save now\./);
    assert.deepEqual(await scheduled(server), []);
  }));

Deno.test('groups list: says when a group will change by itself', () =>
  withSupport(async (cli) => {
    const at = inHours(1);
    await cli.run(`groups apply holidays.yaml --at ${at}`);
    const [, first, second] = (await cli.run('groups list')).out.split('\n');
    assert.ok(first.endsWith(`  edit scheduled for ${utc(at)}`), first);
    assert.ok(second.endsWith('0  open'), second);
  }));

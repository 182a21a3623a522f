import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { type ControlPlane, openControlPlane } from '../manager/control-plane.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const group = (name: string, boston: number) => `
- name: ${name}
  destinations:
    - { name: Boston, uri: tel:+16177123000, percent: ${boston} }
    - { name: Denver, uri: sip:1234@10.0.1.2, percent: ${100 - boston}, maxActive: 3 }
`;

/** A group with ten calls in progress. */
async function withCalls(body: (cli: CommandLine, server: ControlPlane) => Promise<void>) {
  await using server = await openControlPlane();
  const cli = commandLine(server.manager.app.fetch);
  const { key } = await server.create();
  await server.create({ name: 'Sales' });
  for (let call = 0; call < 10; call++) {
    await server.switchboard.place({ accountId: 1, key, session: `${call}` });
  }
  while (server.switchboard.health().waiting > 0) await delay(5);
  cli.files['support.yaml'] = group('Support', 50);
  cli.files['both.yaml'] = group('Sales', 50) + group('Support', 20);
  await body(cli, server);
}

/** The words of each line of a table. */
const cells = (out: string) => out.trimEnd().split('\n').map((line) => line.trim().split(/ {2,}/));

Deno.test('what-if: shows what the last day would have been like, and changes nothing', () =>
  withCalls(async (cli, server) => {
    const { exitCode, out, err } = await cli.run('what-if support.yaml');
    assert.deepEqual([exitCode, err], [0, '']);
    const [title, , ...table] = cells(out);
    assert.match(title.join(), /^Support \(1\): 10 calls from \S+Z to \S+Z$/);
    const shown = table.map((row) => row.map((cell) => cell.replace(/([\d.]+ % · )?[\d.]+ \(peak/, 'peak')));
    assert.deepEqual(shown, [
      ['DESTINATION', 'HAPPENED', 'PRESENT', 'EDITED'],
      ['Boston', 'target', '60 %', '50 %'],
      ['placed', '60 % · 6', '60 % · 6', '70 % · 7'],
      ['in progress', 'peak 6)', 'peak 6)', 'peak 7)'],
      ['Denver', 'target', '40 %', '50 %'],
      ['placed', '40 % · 4', '40 % · 4', '30 % · 3'],
      ['in progress', 'peak 4)', 'peak 4)', 'peak 3)'],
      ['All', 'placed', '10', '10', '10'],
      ['in progress', 'peak 10)', 'peak 10)', 'peak 10)'],
    ]);
    assert.equal((await server.directory.read(1, 1))?.group.version, 1);
  }));

Deno.test('what-if --group: takes one group of several, by its name or its id', () =>
  withCalls(async (cli) => {
    for (const reference of ['Support', '1']) {
      const { out } = await cli.run(`what-if both.yaml --group ${reference} --json`);
      const { calls, edited, destinations } = JSON.parse(out);
      assert.deepEqual([calls, edited.placed, destinations[0].editedPercent], [10, 10, 20]);
    }
    const { exitCode, err } = await cli.run('what-if both.yaml');
    assert.deepEqual([exitCode, err], [
      2,
      'The file has 2 route groups. Say which one is meant with --group.\n',
    ]);
  }));

Deno.test('what-if --from --to: takes a period, and says when no call came in it', () =>
  withCalls(async (cli) => {
    const period = '--from 2026-01-01T08:00:00+01:00 --to 2026-01-01T09:00:00+01:00';
    const { exitCode, out } = await cli.run(`what-if support.yaml ${period}`);
    assert.equal(exitCode, 0);
    assert.match(out, /0 calls from 2026-01-01T07:00:00.000Z to 2026-01-01T08:00:00.000Z\nNo calls came/);
    const wrong = await cli.run('what-if support.yaml --from yesterday');
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.err, /^--from: A time with its offset/);
    const backwards = await cli.run(
      'what-if support.yaml --to 2026-01-01T08:00:00Z --from 2026-01-01T09:00:00Z',
    );
    assert.equal(backwards.exitCode, 1);
    assert.match(backwards.err, /This must be later than from/);
  }));

Deno.test('what-if: says where a file needs a correction', () =>
  withCalls(async (cli) => {
    cli.files['wrong.yaml'] = group('Support', 120);
    const wrong = await cli.run('what-if wrong.yaml');
    assert.equal(wrong.exitCode, 2);
    assert.match(wrong.err, /wrong\.yaml:4: destinations\[0\]\.percent: A percent is at most 100/);
    cli.files['other.yaml'] = group('Marketing', 50);
    const other = await cli.run('what-if other.yaml');
    assert.deepEqual([other.exitCode, /no such route group/.test(other.err)], [2, true]);
    const meant = await cli.run('what-if other.yaml --group Support --json');
    assert.equal(JSON.parse(meant.out).edited.placed, 10);
  }));

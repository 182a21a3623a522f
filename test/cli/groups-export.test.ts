import assert from 'node:assert/strict';
import { commandLine } from '../support/command-line.ts';
import { openControlPlane } from '../manager/control-plane.ts';

const LONG =
  'The quick brown fox jumps over the lazy dog, and does it again and again until the line is full';

const GROUPS = `
- name: Support
  destinations:
    - { name: "${LONG}", uri: "16177123000", percent: 100, maxActive: 0 }
- name: Alpha
`;

async function withGroups(body: (cli: ReturnType<typeof commandLine>) => Promise<void>) {
  await using server = await openControlPlane();
  const cli = commandLine(server.manager.app.fetch);
  cli.files['groups.yaml'] = GROUPS;
  assert.equal((await cli.run('groups apply groups.yaml')).exitCode, 0);
  await body(cli);
}

Deno.test('groups export: writes what people decided, in the order in which groups were made', () =>
  withGroups(async ({ run }) => {
    const { exitCode, out, err } = await run('groups export');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(out.split('\n'), [
      '- id: 1',
      '  name: Support',
      '  balance: active',
      '  sessionTtlSeconds: 7200',
      '  retryWindowSeconds: 120',
      '  destinations:',
      '    - id: 1',
      `      name: ${LONG}`,
      '      uri: "16177123000"',
      '      percent: 100',
      '      tier: 1',
      '      maxActive: 0',
      '      state: enabled',
      '- id: 2',
      '  name: Alpha',
      '  balance: active',
      '  sessionTtlSeconds: 7200',
      '  retryWindowSeconds: 120',
      '  destinations: []',
      '',
    ]);
  }));

const POLICIES = `
name: Timed
health: { mode: on }
sharedCaps: [{ name: Vendor X, destinations: [Boston, Twin], maxActive: 50 }]
destinations:
  - name: Boston
    uri: tel:+16177123000
    percent: 100
    caps: [{ per: hour, calls: 100 }]
    hours: { timeZone: UTC, open: [{ days: [mon, sun], from: "08:00", to: "24:00" }] }
  - { name: Twin, uri: "sip:1@10.0.0.1", percent: 0 }
`;

Deno.test('groups export: writes the policies that are not as usual, and shared caps with names', () =>
  withGroups(async ({ run, files }) => {
    files['timed.yaml'] = POLICIES;
    await run('groups apply timed.yaml');
    assert.deepEqual((await run('groups export Timed')).out.split('\n'), [
      '- id: 3',
      '  name: Timed',
      '  balance: active',
      '  sessionTtlSeconds: 7200',
      '  retryWindowSeconds: 120',
      '  sharedCaps:',
      '    - name: Vendor X',
      '      destinations:',
      '        - Boston',
      '        - Twin',
      '      maxActive: 50',
      '      caps: []',
      '  health:',
      '    mode: on',
      '  destinations:',
      '    - id: 2',
      '      name: Boston',
      '      uri: tel:+16177123000',
      '      percent: 100',
      '      tier: 1',
      '      maxActive: null',
      '      state: enabled',
      '      hours:',
      '        timeZone: UTC',
      '        open:',
      '          - days:',
      '              - mon',
      '              - sun',
      '            from: 08:00',
      '            to: 24:00',
      '        closed: []',
      '      caps:',
      '        - per: hour',
      '          calls: 100',
      '    - id: 3',
      '      name: Twin',
      '      uri: sip:1@10.0.0.1',
      '      percent: 0',
      '      tier: 1',
      '      maxActive: null',
      '      state: enabled',
      '',
    ]);
  }));

Deno.test('groups export: a shared cap says the id of a destination whose name another has', () =>
  withGroups(async ({ run, files }) => {
    files['timed.yaml'] = POLICIES;
    await run('groups apply timed.yaml');
    files['twins.yaml'] = POLICIES.replace('{ name: Twin', '{ id: 3, name: Boston').replace(
      'Boston, Twin',
      '3',
    );
    await run('groups apply twins.yaml');
    const [{ sharedCaps }] = JSON.parse((await run('groups export Timed --json')).out);
    assert.deepEqual(sharedCaps[0].destinations, [3]);
  }));

Deno.test('groups export GROUP: takes groups by id or by name, each once', () =>
  withGroups(async ({ run }) => {
    const names = async (line: string) =>
      JSON.parse((await run(`groups export ${line} --json`)).out).map(({ name }: { name: string }) => name);
    assert.deepEqual(await names('Alpha'), ['Alpha']);
    assert.deepEqual(await names('2 1 Alpha'), ['Support', 'Alpha']);
  }));

Deno.test('groups export --no-ids: has no id at all', () =>
  withGroups(async ({ run }) => {
    assert.doesNotMatch((await run('groups export --no-ids')).out, /\bid:/);
  }));

Deno.test('groups export -o: writes a file in the format of its name, and nothing else', () =>
  withGroups(async ({ run, files }) => {
    assert.deepEqual(await run('groups export -o a.json'), { exitCode: 0, out: '', err: '' });
    assert.equal(JSON.parse(files['a.json']).length, 2);
    await run('groups export -o a.txt --format json');
    assert.equal(files['a.txt'], files['a.json']);
    await run('groups export -o a.yaml');
    assert.match(files['a.yaml'], /^- id: 1\n/);
  }));

Deno.test('groups export: says which groups are there when it does not know one', () =>
  withGroups(async ({ run }) => {
    const { exitCode, out, err } = await run('groups export Alpha Beta');
    assert.deepEqual([exitCode, out], [1, '']);
    assert.equal(
      err,
      'No route group has the id or name Beta. These are there:\n  2  Alpha\n  1  Support\n',
    );
  }));

Deno.test('groups export: two formats at once are refused', async () => {
  const { exitCode, err } = await commandLine().run('groups export --json --format yaml');
  assert.equal(exitCode, 2);
  assert.match(err, /'--json' cannot be used with option '--format/);
});

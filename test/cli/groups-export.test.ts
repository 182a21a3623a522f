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

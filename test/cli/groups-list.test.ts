import assert from 'node:assert/strict';
import { commandLine } from '../support/command-line.ts';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import { openControlPlane } from '../manager/control-plane.ts';

const GROUPS = `
- name: Support
  destinations:
    - { name: Boston, uri: tel:+16177123000, percent: 66.67 }
    - { name: Zürich, uri: sip:1234@10.0.1.2, percent: 33.33, maxActive: 5, state: draining }
    - { name: Backup, uri: sip:1@10.0.1.2, percent: 100, tier: 2, caps: [{ per: day, calls: 20 }] }
- name: Empty
  balance: calls
`;

async function withGroups(
  body: (
    cli: ReturnType<typeof commandLine>,
    server: Awaited<ReturnType<typeof openControlPlane>>,
  ) => Promise<void>,
) {
  await using server = await openControlPlane();
  const cli = commandLine(server.manager.app.fetch);
  cli.files['groups.yaml'] = GROUPS;
  assert.equal((await cli.run('groups apply groups.yaml')).exitCode, 0);
  const support = (await server.directory.list(1)).find(({ group }) => group.name === 'Support')!;
  for (const session of ['a', 'b', 'c']) {
    await server.switchboard.place({ accountId: 1, key: support.group.key, session });
  }
  await body(cli, server);
}

Deno.test('groups list: shows each destination with its percent and its calls in progress', () =>
  withGroups(async ({ run }) => {
    const { exitCode, out, err } = await run('groups list');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(out.split('\n'), [
      'ID  GROUP    BALANCE  DESTINATION      URI                PERCENT  IN PROGRESS  STATE',
      ' 2  Empty    calls    no destinations',
      ' 1  Support  active   Boston           tel:+16177123000   66.67 %            3  open',
      '                      Zürich           sip:1234@10.0.1.2  33.33 %            0  draining: no calls left  at most 5',
      '                      Backup           sip:1@10.0.1.2       100 %            0  open                     tier 2, 20 a day',
      '',
    ]);
  }));

Deno.test('groups list --json: gives the groups as the REST API does, each with its live state', () =>
  withGroups(async ({ run }) => {
    const { groups } = JSON.parse((await run('groups list --json')).out);
    const support = groups.find(({ name }: { name: string }) => name === 'Support');
    assert.match(support.url, /^https:\/\/routes\.test\/ws\/route\/1\/[0-9a-f]{32}$/);
    assert.deepEqual([support.live.active, support.live.destinations[0].placed], [3, 3]);
  }));

Deno.test('groups list: an account without groups is no error', async () => {
  await using server = await openControlPlane();
  const { run } = commandLine(server.manager.app.fetch);
  assert.deepEqual(await run('groups list'), {
    exitCode: 0,
    out: '',
    err: 'The account has no route groups yet.\n',
  });
});

Deno.test('groups list: without a valid key it says where to get one', async () => {
  await using server = await openControlPlane();
  for (const key of [undefined, 'wrong']) {
    const { run, env } = commandLine(server.manager.app.fetch);
    env.ROUTES_API_KEY = key;
    const { exitCode, out, err } = await run('groups list');
    assert.deepEqual([exitCode, out], [1, '']);
    assert.match(err, /Set ROUTES_API_KEY to a key\. `deno task routes key create --name NAME` makes one\./);
  }
});

Deno.test('groups list: says what to do when no server answers', async () => {
  const { run, env } = commandLine();
  env.PORT = '8123';
  assert.deepEqual(await run('groups list'), {
    exitCode: 3,
    out: '',
    err:
      'No server at http://127.0.0.1:8123. Start it with `npx -y deno@2.9 task start`, or set ROUTES_URL to where it is.\n',
  });
});

Deno.test('groups list: something else at the address is recognised', async () => {
  for (
    const answer of [new Response('<html>'), Response.json({}), new Response('Bad gateway', { status: 502 })]
  ) {
    const { run, env } = commandLine(() => answer.clone());
    env.ROUTES_URL = 'https://example.com/';
    const { exitCode, err } = await run('groups list');
    assert.equal(exitCode, 1);
    assert.match(
      err,
      /^https:\/\/example\.com answered \(status \d+\), but not as this version of Plum Routes does\./,
    );
  }
});

Deno.test('groups list: every fault of the environment is named', async () => {
  const { run, env } = commandLine();
  Object.assign(env, { ROUTES_URL: 'localhost:8080', ROUTES_API_KEY: 'two words' });
  const { exitCode, err } = await run('groups list');
  assert.equal(exitCode, 2);
  assert.match(err, /ROUTES_URL: an address such as/);
  assert.match(err, /ROUTES_API_KEY: a key is printable ASCII without spaces/);
});

Deno.test('groups list: names from the server can not play with the terminal', async () => {
  const group = {
    ...DEFAULT_POLICIES,
    id: 1,
    version: 1,
    name: 'Evil \u009b2J\u202egnp.exe',
    balance: 'active',
    key: '0',
    url: 'http://a/',
    completeUrl: 'http://a/',
    sessionTtlSeconds: 10,
    retryWindowSeconds: 0,
    destinations: [],
    warnings: [],
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    updatedBy: { kind: 'user', id: 'u1', name: 'Anna' },
    deletedAt: null,
    nextChangeAt: null,
  };
  const { run } = commandLine(({ url }) => Response.json({ groups: url.endsWith('/live') ? [] : [group] }));
  const { out } = await run('groups list');
  assert.match(out, /Evil \ufffd2J\ufffdgnp\.exe/);
});

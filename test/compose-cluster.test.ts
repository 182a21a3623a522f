import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { compose, openPeople, type Service } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import type { GroupOutput } from '../src/contract/group.ts';
import { openPostgres } from '../src/directory/postgres/open-postgres.ts';
import { silentLog } from '../src/log.ts';
import { OWNER } from './manager/auth/installation.ts';
import { emptyDatabase, serverUrl } from './support/postgres.ts';
import { Person } from './support/staffed-service.ts';
import { until } from './support/until.ts';

const SECRET = 'a-secret-for-tests-of-32-characters';
const SETUP = {
  SETUP_EMAIL: OWNER.email,
  SETUP_PASSWORD: OWNER.password,
  SETUP_API_KEY: 'an-owners-key-for-tests-of-32-characters',
};
const INFO = { remoteAddr: { transport: 'tcp', hostname: '192.0.2.1', port: 1 } } as Deno.ServeHandlerInfo<
  Deno.NetAddr
>;

const configOf = (url: string, dataDir: string) =>
  readConfig({ DATABASE_URL: url, SECRET, DATA_DIR: dataDir, ...SETUP }, '/');

/** Nodes on one database, each with a folder of its own. */
async function openNodes(url: string, count: number) {
  const stack = new AsyncDisposableStack();
  const services = await Promise.all(Array.from({ length: count }, async () => {
    const dataDir = await Deno.makeTempDir();
    stack.defer(() => Deno.remove(dataDir, { recursive: true }));
    const service = await compose(configOf(url, dataDir), silentLog);
    stack.defer(async () => {
      service.endStreams();
      await service.close();
    });
    return service;
  }));
  return { services, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Somebody whose requests go to the services in turn. */
function personAt(services: readonly Service[]): Person {
  let requests = 0;
  return new Person(async (request) => await services[requests++ % services.length].manage(request, INFO));
}

async function call(service: Service, { url }: GroupOutput) {
  return await (await service.calls(new Request(url, { method: 'POST' }), INFO)).json();
}

const SUPPORT = { name: 'Support', destinations: [{ name: 'Boston', uri: 'sip:1@10.0.0.1', percent: 100 }] };

Deno.test('ten nodes that start at once on an empty database make its tables and one account', async () => {
  await using database = await emptyDatabase();
  const dataDir = await Deno.makeTempDir();
  const nodes = await Promise.all(
    Array.from({ length: 10 }, () => openPeople(configOf(database.url, dataDir), silentLog)),
  );
  const [{ auth, audit, directory }] = nodes;
  assert.deepEqual((await auth.accounts.list([1, 2, 3])).map(({ id }) => id), [1]);
  assert.equal((await auth.keys.list(1)).length, 1);
  const { events } = await audit.find(1, { limit: 10 });
  assert.deepEqual(events.map(({ action }) => action).sort(), ['account created', 'key created']);
  assert.deepEqual(await directory.everyGroup(), []);
  for (const node of nodes) await node.directory.close();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('what is changed at one node of a cluster holds at the others', async () => {
  await using database = await emptyDatabase();
  await using cluster = await openNodes(database.url, 2);
  const [here, there] = cluster.services;
  const owner = personAt(cluster.services);
  await owner.signIn();
  const group = await owner.must('POST', '/api/v1/groups', SUPPORT);
  for (const service of [here, there]) await until(async () => (await call(service, group)).success);
  assert.equal((await owner.must('GET', '/api/v1/me')).email, OWNER.email);
  assert.equal((await owner.must('GET', `/api/v1/groups/${group.id}`)).version, 1);

  await owner.must('DELETE', `/api/v1/groups/${group.id}`);
  for (const service of [here, there]) {
    await until(async () => (await call(service, group)).error === 'unknown_route');
  }
});

Deno.test('a number that no group of a cluster will ever have is not found', async () => {
  await using database = await emptyDatabase();
  await using cluster = await openNodes(database.url, 1);
  const owner = personAt(cluster.services);
  await owner.signIn();
  for (const id of [2 ** 31, 999_999_999_999_999]) {
    const path = `/api/v1/groups/${id}`;
    const edit = { json: { name: 'New' }, headers: { 'if-match': '*' } };
    assert.equal((await owner.ask('GET', path)).status, 404);
    assert.equal((await owner.ask('PUT', path, edit)).status, 404);
    for (const part of ['versions', 'live', 'usage']) {
      assert.equal((await owner.ask('GET', `${path}/${part}`)).status, 404, part);
    }
    assert.equal((await owner.ask('GET', `/api/v1/live/stream?group=${id}`)).status, 404);
    assert.deepEqual((await owner.must('GET', `/api/v1/account/audit?group=${id}`)).events, []);
  }
});

/** What the guide has a person type: as the server's administrator first, then as the owner of the database. */
async function rightsInGuide() {
  const guide = await Deno.readTextFile(new URL('../docs/guide/cluster.md', import.meta.url));
  const [database, nodes] = [...guide.matchAll(/```sql\n([^]*?)```/g)].map(([, block]) =>
    block.replaceAll(/--.*$/gm, '').split(';').map((statement) => statement.trim()).filter(Boolean)
  );
  return { administrator: [...database, ...nodes.slice(0, 2)], owner: nodes.slice(2) };
}

async function run(url: string, statements: readonly string[]) {
  const db = openPostgres(url);
  for (const statement of statements) await sql.raw(statement).execute(db);
  await db.destroy();
}

Deno.test('nodes serve with the rights on rows alone that the guide gives them', async () => {
  const name = `plum_test_${crypto.randomUUID().slice(0, 8)}`;
  const mine = (statement: string) => statement.replaceAll('plum_routes', name).replaceAll('…', SECRET);
  const { administrator, owner } = await rightsInGuide();
  const as = (role: string) => {
    const url = new URL(serverUrl());
    return Object.assign(url, { username: role, password: SECRET, pathname: `/${name}` }).href;
  };
  await run(serverUrl(), administrator.map(mine));
  try {
    await (await openNodes(as(name), 1))[Symbol.asyncDispose]();
    await run(as(name), owner.map(mine));

    await using cluster = await openNodes(as(`${name}_node`), 2);
    await assert.rejects(run(as(`${name}_node`), ['create table more (id integer)']), /permission denied/);
    const person = personAt(cluster.services);
    await person.signIn();
    const group = await person.must('POST', '/api/v1/groups', SUPPORT);
    await person.must('POST', '/api/v1/account/keys', { name: 'IVR', role: 'viewer' });
    await person.must('POST', '/api/v1/account/invitations', { email: 'ann@example.com', role: 'viewer' });
    for (const service of cluster.services) await until(async () => (await call(service, group)).success);
    assert.ok((await person.must('GET', `/api/v1/groups/${group.id}/usage`)).lastHour >= 2);
  } finally {
    await run(serverUrl(), [
      `drop database ${name} with (force)`,
      `drop role ${name}_node`,
      `drop role ${name}`,
    ]);
  }
});

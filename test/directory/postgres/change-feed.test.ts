import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { openPostgres as startServer } from '../../../scripts/postgres.ts';
import type { DirectorySchema } from '../../../src/directory/directory-schema.ts';
import type { Directory, GroupChange, GroupRecord } from '../../../src/directory/directory.ts';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { watchPostgres } from '../../../src/directory/postgres/change-feed.ts';
import { openPostgres } from '../../../src/directory/postgres/open-postgres.ts';
import { type Log, silentLog } from '../../../src/log.ts';
import type { RouteGroup } from '../../../src/routing/route-group.ts';
import { listen, savedBy } from '../../support/directory-tests.ts';
import { anna, editOf, groupContent } from '../../support/group-content.ts';
import { freshDatabase } from '../../support/postgres.ts';
import { until } from '../../support/until.ts';

/** So long that no test sees a second look which nothing but time began. */
const NEVER_MS = 3_600_000;

/** Nobody answers here: a node that listens there hears nothing. */
const NOWHERE = 'postgres://127.0.0.1:1/nowhere';

interface NodeOptions {
  readonly log?: Log;
  readonly pollMs?: number;
  readonly listensAt?: string;
}

/** A node of the cluster, as far as the directory goes. */
async function openNode(url: string, { log = silentLog, pollMs, listensAt = url }: NodeOptions = {}) {
  const watch = watchPostgres({ url: listensAt, log, ...pollMs === undefined ? {} : { pollMs } });
  const node = await openDirectory({
    db: openPostgres(url, { patienceMs: 1000 }),
    engine: 'postgres',
    log,
    watch,
  });
  return Object.assign(node, { [Symbol.asyncDispose]: () => node.close() });
}

/** A server that a test may stop. */
async function ownServer() {
  const server = await startServer();
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}

const versionsOf = (changes: readonly GroupChange[]) =>
  changes.map((change) =>
    change.kind === 'removed' ? `${change.groupId} gone` : `${change.group.id} v${change.group.version}`
  );

async function rename(directory: Directory, record: GroupRecord, name: string): Promise<GroupRecord> {
  const edit = editOf(record, { expectedVersion: undefined });
  return savedBy(await directory.replace({ ...edit, content: groupContent({ name }) }));
}

Deno.test('an edit at one node is heard at the other, whatever it was', async () => {
  await using database = await freshDatabase();
  await using here = await openNode(database.url);
  await using there = await openNode(database.url);
  const [mine, theirs] = [listen(here), listen(there)];
  const both = (count: number) => until(() => theirs.length === count);
  const created = await here.create(1, groupContent(), anna);
  await both(1);
  const renamed = await rename(there, created, 'Renamed');
  await until(() => mine.length === 2);
  const deleted = savedBy(await here.remove(editOf(renamed)));
  await both(3);
  await here.restore(editOf(deleted));
  await both(4);
  assert.deepEqual(versionsOf(theirs), ['1 v1', '1 v2', '1 gone', '1 v4']);
  assert.deepEqual(mine, theirs);
  assert.deepEqual(theirs[1], { kind: 'configured', group: renamed.group });
});

Deno.test('many editors at two nodes: both hear every group’s last version, each change once, in one order', async () => {
  await using database = await freshDatabase();
  await using here = await openNode(database.url);
  await using there = await openNode(database.url);
  const nodes = [here, there];
  const heard = nodes.map(listen);
  const groups = await Promise.all(
    Array.from({ length: 5 }, (_, index) => nodes[index % 2].create(1, groupContent(), anna)),
  );
  const editors = Array.from({ length: 10 }, async (_, editor) => {
    for (let edit = 0; edit < 5; edit++) {
      await rename(nodes[editor % 2], groups[(editor + edit) % 5], 'Edited');
    }
  });
  await Promise.all(editors);
  const last = (await here.everyGroup()).map(({ id, version }) => `${id} v${version}`);
  assert.deepEqual(last, ['1 v11', '2 v11', '3 v11', '4 v11', '5 v11']);
  await until(() => heard.every((changes) => last.every((version) => versionsOf(changes).includes(version))));

  const [mine, theirs] = heard.map(versionsOf);
  for (const versions of [mine, theirs]) assert.equal(new Set(versions).size, versions.length);
  const common = mine.filter((version) => theirs.includes(version));
  assert.deepEqual(common, theirs.filter((version) => mine.includes(version)));
});

Deno.test('what others changed before one’s own edit is heard before it', async () => {
  await using database = await freshDatabase();
  await using deaf = await openNode(database.url, { pollMs: NEVER_MS, listensAt: NOWHERE });
  await using other = await openNode(database.url);
  const heard = listen(deaf);
  await deaf.create(1, groupContent(), anna);
  await other.create(1, groupContent(), anna);
  await other.create(1, groupContent(), anna);
  await deaf.create(1, groupContent(), anna);
  assert.deepEqual(versionsOf(heard), ['1 v1', '2 v1', '3 v1', '4 v1']);
});

Deno.test('a node that starts while others edit misses nothing between its list and its first news', async () => {
  await using database = await freshDatabase();
  await using editor = await openNode(database.url);
  const record = await editor.create(1, groupContent(), anna);
  await editor.create(1, groupContent(), anna);
  await using starting = await openNode(database.url);
  const groups = await starting.everyGroup();
  await rename(editor, record, 'Renamed');
  await editor.create(1, groupContent(), anna);
  const heard = listen(starting);
  await until(() => heard.length === 2);
  assert.deepEqual(groups.map(({ version }) => version), [1, 1]);
  assert.deepEqual(versionsOf(heard), ['1 v2', '3 v1']);
});

Deno.test('nodes that start one after the other under steady edits all end up with the same groups', async () => {
  await using database = await freshDatabase();
  await using editor = await openNode(database.url);
  await using nodes = new AsyncDisposableStack();
  const records = await Promise.all([1, 2, 3].map(() => editor.create(1, groupContent(), anna)));
  let starting = true;
  const editing = (async () => {
    for (let edit = 0; starting; edit++) await rename(editor, records[edit % 3], `Edit ${edit}`);
  })();
  const known: Map<number, RouteGroup>[] = [];
  for (let count = 0; count < 8; count++) {
    const node = nodes.use(await openNode(database.url));
    const groups = new Map((await node.everyGroup()).map((group) => [group.id, group]));
    node.onChange((change) => change.kind === 'configured' && groups.set(change.group.id, change.group));
    known.push(groups);
  }
  starting = false;
  await editing;
  const present = await editor.everyGroup();
  const isPresent = (groups: Map<number, RouteGroup>) =>
    present.every(({ id, version }) => groups.get(id)?.version === version);
  await until(() => known.every(isPresent));
  for (const groups of known) assert.deepEqual([...groups.values()], present);
});

Deno.test('edits are heard without announcements, by looking', async () => {
  await using database = await freshDatabase();
  await using deaf = await openNode(database.url, { listensAt: NOWHERE });
  await using editor = await openNode(database.url);
  const heard = listen(deaf);
  const record = await editor.create(1, groupContent(), anna);
  await until(() => heard.length === 1);
  await editor.remove(editOf(record));
  await until(() => heard.length === 2);
  assert.deepEqual(versionsOf(heard), ['1 v1', '1 gone']);
});

Deno.test('edits are heard by their announcement, and those during a broken connection when it is back', async () => {
  await using database = await freshDatabase();
  await using node = await openNode(database.url, { pollMs: NEVER_MS });
  await using editor = await openNode(database.url);
  const heard = listen(node);
  const record = await editor.create(1, groupContent(), anna);
  await until(() => heard.length === 1);

  const admin = openPostgres(database.url);
  const listeners = async () =>
    (await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and query like 'listen%'`.execute(admin)).rows.map(({ pid }) => pid);
  await until(async () => (await listeners()).length === 1);
  const [before] = await listeners();
  await sql`select pg_terminate_backend(${before}::integer)`.execute(admin);
  await rename(editor, record, 'Meanwhile');
  await until(() => heard.length === 2);
  const [after] = await listeners();
  assert.notEqual(after, before);
  await rename(editor, record, 'Afterwards');
  await until(() => heard.length === 3);
  assert.deepEqual(versionsOf(heard), ['1 v1', '1 v2', '1 v3']);
  await admin.destroy();
});

Deno.test('edits are heard again after the database was away, which is told once, as is its return', async () => {
  await using server = await ownServer();
  const told: string[] = [];
  const note = (level: string) => (message: string) => void told.push(`${level}: ${message}`);
  const log = { ...silentLog, info: note('info'), warn: note('warn'), error: note('error') };
  await using node = await openNode(server.url(), { log, pollMs: 20 });
  await using editor = await openNode(server.url());
  const heard = listen(node);
  await editor.create(1, groupContent(), anna);
  await until(() => heard.length === 1);
  await server.stop('immediate');
  await until(() => told.length === 1);
  await assert.rejects(editor.create(1, groupContent(), anna));
  await server.start();
  await until(() => told.length === 2);
  await editor.create(1, groupContent(), anna);
  await until(() => heard.length === 2);
  assert.deepEqual(told, [
    'warn: The database does not answer: edits of other nodes wait.',
    'info: The database answers again: edits of other nodes are followed.',
  ]);
});

Deno.test('a node closes while the database hangs', async () => {
  await using server = await ownServer();
  const node = await openNode(server.url());
  listen(node);
  await node.create(1, groupContent(), anna);
  server.freeze();
  let closed = false;
  void node.close().then(() => closed = true);
  try {
    await until(() => closed);
  } finally {
    server.thaw();
  }
});

Deno.test('a database put back to an earlier state asks for a person, and later edits are heard', async () => {
  await using database = await freshDatabase();
  const db = openPostgres<DirectorySchema>(database.url);
  const errors: string[] = [];
  const log = { ...silentLog, error: (message: string) => void errors.push(message) };
  await using node = await openNode(database.url, { log, pollMs: 20 });
  await using editor = await openNode(database.url, { log, pollMs: NEVER_MS, listensAt: NOWHERE });
  const [heard, mine] = [listen(node), listen(editor)];
  const record = await editor.create(1, groupContent(), anna);
  for (let edit = 0; edit < 5; edit++) await rename(editor, record, `Edit ${edit}`);
  await until(() => versionsOf(heard).includes('1 v6'));
  await db.updateTable('directory_revision').set({ revision: 3 }).execute();
  await until(() => errors.length > 0);
  await rename(editor, record, 'Later');
  assert.equal(versionsOf(mine).at(-1), '1 v7');
  await until(() => versionsOf(heard).at(-1) === '1 v7');
  assert.equal(errors.length, 2, 'one of each node');
  for (const error of errors) {
    assert.match(error, /older than what was read from it before: restart every node/);
  }
  await db.destroy();
});

import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';

import { KyselyHistory } from '../../../src/history/kysely-history.ts';
import { openSqliteReader } from '../../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { MIGRATIONS } from '../../../src/switchboard/embedded/journal-schema.ts';
import { type ControlPlane, openControlPlane } from '../control-plane.ts';

const MINUTE_MS = 60_000;
const LONG_AGO_MINUTES = 3 * 24 * 60;

/** A control plane whose history is what a test writes into it. */
async function openWithHistory(): Promise<ControlPlane & { readonly file: DatabaseSync }> {
  const path = await Deno.makeTempFile({ suffix: '.db' });
  const file = new DatabaseSync(path);
  file.exec(`PRAGMA journal_mode = WAL; ${MIGRATIONS.join('')}`);
  const history = new KyselyHistory(openSqliteReader(path));
  const plane = await openControlPlane({ history });
  return {
    ...plane,
    file,
    async [Symbol.asyncDispose]() {
      await plane[Symbol.asyncDispose]();
      await history.close();
      file.close();
      for (const end of ['', '-wal', '-shm']) await Deno.remove(path + end).catch(() => {});
    },
  };
}

/** Attempts that ended so many minutes ago, after three minutes each. */
function ended(file: DatabaseSync, groupId: number, minutesAgo: number, reasons: Record<string, number>) {
  const minute = Math.floor(Date.now() / MINUTE_MS) - minutesAgo;
  const insert = file.prepare(`INSERT INTO ended_minute VALUES (?, ?, 1, ?, '', ?, ?, 0)`);
  for (const [reason, count] of Object.entries(reasons)) {
    insert.run(minute, groupId, reason, count, count * 180_000);
  }
}

Deno.test('leaks are found in the account, the most lost sessions first, with the likely cause', async () => {
  await using plane = await openWithHistory();
  const { file } = plane;
  const [fine, some, never, few] = [
    await plane.create({ name: 'Fine' }),
    await plane.create({ name: 'Some' }),
    await plane.create({ name: 'Never' }),
    await plane.create({ name: 'Few' }),
  ];
  ended(file, fine.id, 10, { completed: 1000 });
  ended(file, some.id, 10, { completed: 880, expired: 120 });
  ended(file, some.id, LONG_AGO_MINUTES, { completed: 950, expired: 50 });
  ended(file, never.id, 600, { expired: 300, retried: 5 });
  ended(file, few.id, 10, { expired: 20 });
  ended(file, 987, 10, { expired: 1000 });
  file.prepare(`INSERT INTO call_length VALUES (?, ?, 1, ?, 880)`)
    .run(Math.floor(Date.now() / (15 * MINUTE_MS)), some.id, 61);
  const { status, json } = await plane.ask('GET', '/api/v1/leaks', { as: '1-viewer' });
  assert.equal(status, 200);
  const [first, second, ...others] = json.leaks;
  assert.deepEqual(others, []);
  const { group, cause, lost, retries } = first;
  assert.deepEqual([group, cause, lost, retries], [
    { id: never.id, name: 'Never' },
    'never_completes',
    300,
    true,
  ]);
  assert.deepEqual({ ...second, usual: null, expiry: null }, {
    group: { id: some.id, name: 'Some' },
    cause: 'some_paths',
    ended: 1000,
    lost: 120,
    percent: 12,
    percentBefore: 5,
    trend: 'more',
    retries: false,
    overdue: 0,
    usual: null,
    expiry: null,
  });
  assert.deepEqual(second.expiry, { seconds: 7200, suggestedSeconds: 600 });
  assert.deepEqual((await plane.ask('GET', '/api/v1/leaks', { as: '2-viewer' })).json, { leaks: [] });
});

Deno.test('attempts that expired without a session give away that none is sent', async () => {
  await using plane = await openWithHistory();
  const { id } = await plane.create({ sessionTtlSeconds: 600 });
  ended(plane.file, id, 30, { completed: 20, expired: 60 });
  const insert = plane.file.prepare(
    `INSERT INTO attempt (id, account_id, group_id, destination_id, session, number, opened_at_ms, expires_at_ms,
       version, decision, ended_at_ms, end_reason) VALUES (?, 1, ?, 1, ?, 1, ?, 0, 1, '', 1, 'expired')`,
  );
  const openedAtMs = Date.now() - 40 * MINUTE_MS;
  for (let attempt = 1; attempt <= 60; attempt++) {
    insert.run(attempt, id, attempt <= 10 ? `s-${attempt}` : null, openedAtMs);
  }
  const { leaks: [leak] } = (await plane.ask('GET', '/api/v1/leaks')).json;
  assert.deepEqual([leak.cause, leak.percent], ['no_session', 75]);
});

Deno.test('nobody without a role sees leaks', async () => {
  await using plane = await openControlPlane();
  assert.equal((await plane.ask('GET', '/api/v1/leaks', { as: null })).status, 401);
});

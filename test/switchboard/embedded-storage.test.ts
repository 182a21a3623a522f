import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { createLog } from '../../src/log.ts';
import {
  type EmbeddedOptions,
  openEmbeddedSwitchboard,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { everyEvent } from '../support/every-event.ts';
import { routeGroup } from '../support/groups.ts';
import { activeAt, snapshotOf } from '../support/snapshot.ts';

const group = routeGroup();

/** A switchboard on a fresh folder, with what it logs. */
async function withSwitchboard(
  options: Partial<EmbeddedOptions>,
  body: (parts: { switchboard: Switchboard; dataDir: string; lines: string[] }) => Promise<void>,
) {
  const dataDir = await Deno.makeTempDir();
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'text', write: (line) => lines.push(line) });
  const switchboard = openEmbeddedSwitchboard({ dataDir, groups: [group], log, retryMs: 20, ...options });
  try {
    await body({ switchboard, dataDir, lines });
  } finally {
    await switchboard.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const place = (switchboard: Switchboard, session: string) =>
  switchboard.place({ accountId: group.accountId, key: group.key, session });

async function until(condition: () => boolean) {
  while (!condition()) await delay(5);
}

/** Open attempts by destination, as another program reads them from the file. */
function storedActive(dataDir: string): Record<string, number> {
  const db = new DatabaseSync(join(dataDir, 'switchboard.db'), { readOnly: true });
  const rows = db.prepare(
    'SELECT destination_id AS id, count(*) AS n FROM attempt WHERE ended_at_ms IS NULL GROUP BY 1',
  ).all();
  db.close();
  return Object.fromEntries(rows.map(({ id, n }) => [String(id), Number(n)]));
}

const storedEvents = (dataDir: string) =>
  everyEvent(openSqliteReader<HistorySchema>(join(dataDir, 'switchboard.db')));

/** Holds the write lock of the database, as a backup that never ends does. */
function blockStorage(dataDir: string): () => void {
  const db = new DatabaseSync(join(dataDir, 'switchboard.db'));
  db.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  return () => db.close();
}

Deno.test('while storage fails, calls are answered degraded; when it is back, all of them are on disk once', async () => {
  await withSwitchboard({}, async ({ switchboard, dataDir, lines }) => {
    assert.equal((await place(switchboard, 'before')).degraded, false);
    const release = blockStorage(dataDir);
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, call) => place(switchboard, `call-${call}`)),
    );
    for (const answer of answers) assert.deepEqual([answer.kind, answer.degraded], ['placed', true]);
    assert.equal((await switchboard.complete({ session: 'call-0' })).degraded, true);
    const { durable, detail, waiting } = switchboard.health();
    assert.deepEqual([durable, waiting], [false, 10]);
    assert.match(detail, /locked/);
    release();
    await until(() => switchboard.health().durable);
    assert.equal((await place(switchboard, 'after')).degraded, false);
    const { destinations } = (await snapshotOf(switchboard))!;
    assert.deepEqual(destinations.map(({ active }) => active), Object.values(storedActive(dataDir)));
    assert.equal(destinations.reduce((sum, { placed }) => sum + placed, 0), 11);
    assert.equal(lines.filter((line) => line.includes(' ERROR ')).length, 1, 'logged once as it fails');
    assert.equal(
      lines.filter((line) => line.includes('Storage is back')).length,
      1,
      'and once as it is back',
    );
  });
});

Deno.test('what is released while storage fails is free at once, and on disk when it is back', async () => {
  await withSwitchboard({}, async ({ switchboard, dataDir }) => {
    await place(switchboard, 'a');
    await place(switchboard, 'b');
    const db = new DatabaseSync(join(dataDir, 'switchboard.db'), { readOnly: true });
    const [{ id, expiresAtMs }] = db.prepare(
      `SELECT id, expires_at_ms AS expiresAtMs FROM attempt WHERE session = 'a'`,
    ).all() as { id: number; expiresAtMs: number }[];
    db.close();
    const release = blockStorage(dataDir);
    const attempts = [{ id, session: 'a', expiresAtMs }];
    const { accountId } = group;
    assert.deepEqual(await switchboard.release({ accountId, attempts }), { released: 1, degraded: true });
    assert.equal((await snapshotOf(switchboard))!.active, 1);
    release();
    await until(() => switchboard.health().durable);
    assert.deepEqual(Object.values(storedActive(dataDir)), [1]);
  });
});

Deno.test('that calls were answered from memory is told once, when storage is back', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  await withSwitchboard({ clock: () => nowMs }, async ({ switchboard, dataDir }) => {
    await place(switchboard, 'before');
    const release = blockStorage(dataDir);
    await place(switchboard, 'during');
    nowMs += 90_000;
    await place(switchboard, 'later');
    release();
    await until(() => switchboard.health().durable);
    await place(switchboard, 'after');
    const [{ atMs, accountId, groupId, kind, detail }, ...others] = await storedEvents(dataDir);
    assert.deepEqual({ atMs, accountId, groupId, kind, detail }, {
      ...{ atMs: nowMs, accountId: null, groupId: null, kind: 'service.degraded' },
      detail: { since: new Date(nowMs - 90_000).toISOString() },
    });
    assert.deepEqual(others, []);
  });
});

Deno.test('an answer waits for a hanging disk only as long as the patience lasts', async () => {
  await withSwitchboard({ patienceMs: 30, lockWaitMs: 60_000 }, async ({ switchboard, dataDir }) => {
    await place(switchboard, 'before');
    const release = blockStorage(dataDir);
    // The thread waits for the lock all the while: the answer comes before storage has said anything at all.
    const answer = await place(switchboard, 'call');
    assert.deepEqual([answer.kind, answer.degraded], ['placed', true]);
    assert.match(switchboard.health().detail, /no answer within 30 ms/);
    release();
    await until(() => switchboard.health().durable);
    assert.deepEqual(storedActive(dataDir), { 1: 1, 2: 1 });
  });
});

Deno.test('memory stays bounded while storage fails: calls in progress are kept, the history of others is given up', async () => {
  await withSwitchboard({ mostWaiting: 50 }, async ({ switchboard, dataDir, lines }) => {
    await place(switchboard, 'before');
    const release = blockStorage(dataDir);
    for (let call = 0; call < 400; call++) {
      await place(switchboard, `call-${call}`);
      if (call % 10 > 0) await switchboard.complete({ session: `call-${call}` });
    }
    // 40 calls in progress wait, and never more than twice the bound of others.
    assert.ok(switchboard.health().waiting <= 140, `${switchboard.health().waiting}`);
    release();
    await until(() => switchboard.health().durable);
    await place(switchboard, 'after');
    const active = await activeAt(switchboard);
    assert.deepEqual(active, Object.values(storedActive(dataDir)));
    assert.equal(active.reduce((sum, count) => sum + count), 42);
    assert.ok(lines.some((line) => line.includes('history of finished calls was given up')));
  });
});

Deno.test('closing while storage fails ends all the same, and says what is lost', async () => {
  await withSwitchboard({ closingGraceMs: 50 }, async ({ switchboard, dataDir, lines }) => {
    await place(switchboard, 'before');
    const release = blockStorage(dataDir);
    await place(switchboard, 'call');
    await switchboard.close();
    release();
    assert.ok(lines.some((line) => /ERROR .*these are lost.* waiting=1/.test(line)), lines.join('\n'));
  });
});

Deno.test('two switchboards never share a folder', async () => {
  await withSwitchboard({}, ({ dataDir }) => {
    assert.throws(
      () =>
        openEmbeddedSwitchboard({ dataDir, groups: [], log: createLog({ level: 'error', format: 'text' }) }),
      /in use by another server/,
    );
    return Promise.resolve();
  });
});

Deno.test('a database of a newer version is refused and left as it is', async () => {
  const dataDir = await Deno.makeTempDir();
  const db = new DatabaseSync(join(dataDir, 'switchboard.db'));
  db.exec('PRAGMA user_version = 999');
  db.close();
  const log = createLog({ level: 'error', format: 'text' });
  for (let again = 0; again < 2; again++) {
    assert.throws(
      () => openEmbeddedSwitchboard({ dataDir, groups: [], log }),
      /newer version of Plum Routes/,
    );
  }
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('ended attempts are kept for the days that were asked for, then deleted a little at a time', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  await withSwitchboard(
    { clock: () => nowMs, historyDays: 7, purgeTickMs: 5 },
    async ({ switchboard, dataDir }) => {
      for (let call = 0; call < 1200; call++) void place(switchboard, `call-${call}`);
      await place(switchboard, 'open');
      for (let call = 0; call < 1200; call++) await switchboard.complete({ session: `call-${call}` });
      const stored = () => {
        const db = new DatabaseSync(join(dataDir, 'switchboard.db'), { readOnly: true });
        const count = Number(db.prepare('SELECT count(*) AS n FROM attempt').get()!.n);
        db.close();
        return count;
      };
      nowMs += 6.9 * 86_400_000;
      await delay(50);
      assert.equal(stored(), 1201);
      nowMs += 0.2 * 86_400_000;
      await until(() => stored() <= 1);
    },
  );
});

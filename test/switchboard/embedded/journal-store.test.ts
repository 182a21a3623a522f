import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BatchRows, OpenedRow } from '../../../src/switchboard/embedded/batch.ts';
import { JournalStore } from '../../../src/switchboard/embedded/journal-store.ts';

const NOON_MS = Date.UTC(2026, 2, 1, 12);
const NOON = NOON_MS / 60_000;

const opened = (id: number, groupId: number, openedAtMs: number): OpenedRow => [
  ...[id, 1, groupId, groupId * 10] as const,
  ...[`call-${id}`, 1, null, openedAtMs, openedAtMs + 7_200_000] as const,
];

const calls: BatchRows = {
  opened: [
    opened(1, 7, NOON_MS),
    opened(2, 7, NOON_MS + 59_999),
    opened(3, 8, NOON_MS),
    opened(4, 7, NOON_MS + 60_000),
  ],
  ended: [],
  states: [],
};
const counted = [[NOON, 7, 2], [NOON, 8, 1], [NOON + 1, 7, 1]];

async function inFolder(body: (file: string) => void) {
  const folder = await Deno.makeTempDir();
  try {
    body(join(folder, 'switchboard.db'));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const openStore = (file: string) => new JournalStore({ file, sync: 'NORMAL', lockWaitMs: 250 });

function totalsIn(file: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('SELECT minute, group_id, placed FROM group_minute ORDER BY 1, 2').all();
  db.close();
  return rows.map(Object.values);
}

Deno.test('the journal counts the calls of each group by the minute', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    assert.deepEqual(totalsIn(file), counted);
    store.write({ ...calls, opened: [opened(5, 7, NOON_MS + 1)] });
    assert.deepEqual(totalsIn(file), [[NOON, 7, 3], ...counted.slice(1)]);
    store.close();
  }));

Deno.test('a batch that is written again is counted once', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    store.write({ ...calls, opened: [...calls.opened, opened(5, 8, NOON_MS)] });
    assert.deepEqual(totalsIn(file), [[NOON, 7, 2], [NOON, 8, 2], [NOON + 1, 7, 1]]);
    store.close();
  }));

Deno.test('a batch that can not be written is not counted', () =>
  inFolder((file) => {
    const store = openStore(file);
    const unusable = { ...calls, states: [[1, 0, null]] } as unknown as BatchRows;
    assert.throws(() => store.write(unusable), /NOT NULL/);
    assert.deepEqual(totalsIn(file), []);
    store.close();
  }));

Deno.test('totals are deleted with the history, a few at a time', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    assert.equal(store.purge(NOON_MS, 2), false);
    assert.deepEqual(totalsIn(file), counted);
    assert.equal(store.purge(NOON_MS + 60_000, 1), true);
    assert.deepEqual(totalsIn(file), counted.slice(1));
    assert.equal(store.purge(NOON_MS + 60_000, 2), false);
    assert.deepEqual(totalsIn(file), counted.slice(2));
    store.close();
  }));

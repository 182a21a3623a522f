import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lengthBucketOf } from '../../../src/routing/accounting/length-buckets.ts';
import type { EndReason } from '../../../src/routing/attempt.ts';
import type { Outcome } from '../../../src/routing/outcome.ts';
import type { BatchRows, EndedRow, OpenedRow, RefusedRow } from '../../../src/switchboard/embedded/batch.ts';
import { JournalStore } from '../../../src/switchboard/embedded/journal-store.ts';

const NOON_MS = Date.UTC(2026, 2, 1, 12);
const NOON = NOON_MS / 60_000;

const opened = (id: number, groupId: number, openedAtMs: number): OpenedRow => [
  [id, 1, groupId, groupId * 10, `call-${id}`, 1, null, openedAtMs, openedAtMs + 7_200_000, 1, '[[],[],0]'],
  id,
  id + 1,
];

const nothing: BatchRows = { opened: [], ended: [], refused: [], events: [], states: [] };
const calls: BatchRows = {
  ...nothing,
  opened: [
    opened(1, 7, NOON_MS),
    opened(2, 7, NOON_MS + 59_999),
    opened(3, 8, NOON_MS),
    opened(4, 7, NOON_MS + 60_000),
  ],
};
/** Placed, retries, the sum of the offsets, and the peaks of the destination and its group. */
const counted = [
  [NOON, 7, 70, 2, 0, 59_999, 2, 3],
  [NOON, 8, 80, 1, 0, 0, 3, 4],
  [NOON + 1, 7, 70, 1, 0, 0, 4, 5],
];

async function inFolder(body: (file: string) => void) {
  const folder = await Deno.makeTempDir();
  try {
    body(join(folder, 'switchboard.db'));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const openStore = (file: string) => new JournalStore({ file, sync: 'NORMAL', lockWaitMs: 250 });

function rowsIn(file: string, table = 'placed_minute'): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  db.close();
  return rows.map(Object.values);
}

Deno.test('the journal counts the calls of each destination by the minute', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    assert.deepEqual(rowsIn(file), counted);
    store.write({ ...nothing, opened: [opened(5, 7, NOON_MS + 1)] });
    assert.deepEqual(rowsIn(file), [[NOON, 7, 70, 3, 0, 60_000, 5, 6], ...counted.slice(1)]);
    store.close();
  }));

Deno.test('the journal counts how calls ended, once, and how long they were', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    const ended = (id: number, atMs: number, reason: EndReason, outcome: Outcome | null): EndedRow => [
      ...[id, 7, 70, NOON_MS, atMs] as const,
      ...[reason, outcome] as const,
    ];
    const ends = [
      ended(1, NOON_MS + 4000, 'completed', 'connected'),
      ended(2, NOON_MS + 59_999, 'retried', null),
      ended(4, NOON_MS + 70_000, 'expired', null),
    ];
    store.write({ ...nothing, ended: ends });
    store.write({ ...nothing, ended: [ended(1, NOON_MS + 9000, 'expired', null)] });
    assert.deepEqual(rowsIn(file, 'ended_minute'), [
      [NOON, 7, 70, 'completed', 'connected', 1, 4000, 4000],
      [NOON, 7, 70, 'retried', '', 1, 59_999, 59_999],
      [NOON + 1, 7, 70, 'expired', '', 1, 70_000, 10_000],
    ]);
    assert.deepEqual(rowsIn(file, 'call_length'), [[NOON / 15, 7, 70, lengthBucketOf(4000), 1]]);
    store.close();
  }));

Deno.test('the journal keeps what was refused, counts it once, and gives no id twice', () =>
  inFolder((file) => {
    const store = openStore(file);
    const refused: RefusedRow = [9, 1, 7, 'a', 2, NOON_MS, 'closed', 1, 3, '[[],[],0]'];
    store.write({ ...nothing, refused: [refused] });
    store.write({ ...nothing, refused: [refused] });
    assert.deepEqual(rowsIn(file, 'refused_minute'), [[NOON, 7, 'closed', 1, 1]]);
    assert.equal(rowsIn(file, 'refusal').length, 1);
    assert.equal(store.lastAttemptId(), 9);
    store.close();
  }));

Deno.test('a batch that is written again is counted once', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    store.write({ ...calls, opened: [...calls.opened, opened(5, 8, NOON_MS)] });
    assert.deepEqual(rowsIn(file), [counted[0], [NOON, 8, 80, 2, 0, 0, 5, 6], counted[2]]);
    store.close();
  }));

Deno.test('a batch that can not be written is not counted', () =>
  inFolder((file) => {
    const store = openStore(file);
    const unusable = { ...calls, states: [[1, 0, null, null, null]] } as unknown as BatchRows;
    assert.throws(() => store.write(unusable), /NOT NULL/);
    assert.deepEqual(rowsIn(file), []);
    store.close();
  }));

Deno.test('what is old is deleted, a few rows at a time, and totals last longer than attempts', () =>
  inFolder((file) => {
    const store = openStore(file);
    store.write(calls);
    const end = (id: number): EndedRow => [id, 7, 70, NOON_MS, NOON_MS + 1, 'completed', null];
    store.write({ ...nothing, ended: [end(1), end(2)] });
    const purge = (attemptsBeforeMs: number, totalsBeforeMs: number, limit: number) =>
      store.purge({ attemptsBeforeMs, totalsBeforeMs }, limit);
    assert.equal(purge(NOON_MS, NOON_MS, 9), false);
    assert.deepEqual([rowsIn(file, 'attempt').length, rowsIn(file).length], [4, 3]);
    assert.equal(purge(NOON_MS + 9, NOON_MS, 2), true);
    assert.equal(purge(NOON_MS + 9, NOON_MS, 2), false);
    assert.deepEqual([rowsIn(file, 'attempt').length, rowsIn(file).length], [2, 3]);
    assert.equal(purge(NOON_MS, NOON_MS + 60_000, 1), true);
    assert.deepEqual(rowsIn(file), counted.slice(1));
    assert.equal(purge(NOON_MS, NOON_MS + 60_000, 2), false);
    assert.deepEqual(rowsIn(file), counted.slice(2));
    store.close();
  }));

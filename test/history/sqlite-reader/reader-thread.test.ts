import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OpenStreams } from '../../../src/history/sqlite-reader/open-streams.ts';
import type { Reading } from '../../../src/history/sqlite-reader/reader-messages.ts';
import { ReaderThread } from '../../../src/history/sqlite-reader/reader-thread.ts';
import { until } from '../../support/until.ts';

const DYING_WORKER = import.meta.resolve('./dying-worker.ts');

/** What kills that worker. */
const DEADLY = 'select death';

/** A file that can be read, and how to read its one row. */
async function withFile(body: (readingOf: (sql: string) => Reading) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  const file = join(folder, 'one.db');
  const writer = new DatabaseSync(file);
  writer.exec('create table one (number integer); insert into one values (1)');
  writer.close();
  await body((sql) => ({ file, sql, parameters: [] }));
  await Deno.remove(folder, { recursive: true });
}

Deno.test('a reading thread that dies fails what it was about, and is started again', async () => {
  await withFile(async (readingOf) => {
    const thread = new ReaderThread(DYING_WORKER);
    const read = (sql: string) => thread.ask({ kind: 'read', reading: readingOf(sql) });
    assert.deepEqual((await read('select number from one')).values, [1]);
    await thread.ask({ kind: 'begin', stream: 1, reading: readingOf('select number from one') });
    const dying = assert.rejects(read(DEADLY), /The reading thread died: .*too much for it/);
    const behind = read('select number + 1 as more from one');
    await dying;
    assert.deepEqual(await behind, { columns: ['more'], values: [2], isLast: true });
    await assert.rejects(thread.ask({ kind: 'next', stream: 1, most: 1 }), /The stream is over/);
    await thread.close();
  });
});

Deno.test('a reading thread that was never asked closes, and closes once', async () => {
  const thread = new ReaderThread();
  await thread.close();
  await thread.close();
  await assert.rejects(thread.ask({ kind: 'close' }), /The database was closed/);
});

Deno.test('a stream that nobody reads on does not keep the past for ever', async () => {
  await withFile(async (readingOf) => {
    const streams = new OpenStreams(1);
    streams.begin(1, readingOf('select number from one'));
    await until(() => Promise.resolve(isOver(streams)));
    streams.close();
  });
});

/** Asks for no row, which is no reading on. */
function isOver(streams: OpenStreams): boolean {
  try {
    streams.next(1, 0);
    return false;
  } catch (error) {
    assert.match(String(error), /nobody read on for too long/);
    return true;
  }
}

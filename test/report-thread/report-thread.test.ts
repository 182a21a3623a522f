import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { attemptListQuery, reportQuery } from '../../src/contract/report.ts';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import type { Directory } from '../../src/directory/directory.ts';
import { openDirectory } from '../../src/directory/open-directory.ts';
import { openPostgres } from '../../src/directory/postgres/open-postgres.ts';
import { openSqlite } from '../../src/directory/sqlite/open-sqlite.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { KyselyReports } from '../../src/history/reports/kysely-reports.ts';
import { openSqliteReader } from '../../src/history/sqlite-reader/open-sqlite-reader.ts';
import { silentLog } from '../../src/log.ts';
import { createReportsApi, type ReportsApi } from '../../src/manager/reports/reports-api.ts';
import type { ReportPlace } from '../../src/report-thread/report-messages.ts';
import { ReportThread } from '../../src/report-thread/report-thread.ts';
import { openClusteredSwitchboard } from '../../src/switchboard/clustered/clustered-switchboard.ts';
import {
  openEmbeddedSwitchboard,
  SWITCHBOARD_FILE,
} from '../../src/switchboard/embedded/embedded-switchboard.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { anna, groupContent } from '../support/group-content.ts';
import { freshDatabase } from '../support/postgres.ts';

const ACCOUNT = 1;

/** What kills the worker of that program. */
const DEADLY_ACCOUNT = 666;
const DYING_WORKER = import.meta.resolve('./dying-worker.ts');

const HOUR_MS = 3_600_000;

/** Some calls of an hour ago in one engine: where a thread finds them, and the same reports read on this thread. */
interface Past extends AsyncDisposable {
  readonly place: ReportPlace;
  readonly here: ReportsApi;
}

const log = { level: 'error', format: 'text' } as const;

async function pastInSqlite(): Promise<Past> {
  const dataDir = await Deno.makeTempDir();
  const directoryFile = join(dataDir, 'directory.db');
  const switchboardFile = join(dataDir, SWITCHBOARD_FILE);
  const directory = await openDirectory({
    db: openSqlite<DirectorySchema>(directoryFile),
    engine: 'sqlite',
    log: silentLog,
  });
  await makeCalls(
    directory,
    (groups, clock) =>
      Promise.resolve(openEmbeddedSwitchboard({ dataDir, groups, log: silentLog, clock, sync: 'NORMAL' })),
  );
  const reader = openSqliteReader<HistorySchema>(switchboardFile);
  return {
    place: { storage: { engine: 'sqlite', directoryFile, switchboardFile }, log },
    here: createReportsApi({ directory, reports: new KyselyReports(reader, Date.now) }, silentLog),
    async [Symbol.asyncDispose]() {
      await reader.destroy();
      await directory.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function pastInPostgres(): Promise<Past> {
  const database = await freshDatabase();
  const { url } = database;
  const dataDir = await Deno.makeTempDir();
  const directory = await openDirectory({
    db: openPostgres<DirectorySchema>(url),
    engine: 'postgres',
    log: silentLog,
  });
  await makeCalls(
    directory,
    (groups, clock) => openClusteredSwitchboard({ dataDir, groups, log: silentLog, clock, url }),
  );
  const reader = openPostgres<HistorySchema>(url);
  return {
    place: { storage: { engine: 'postgres', url }, log },
    here: createReportsApi({ directory, reports: new KyselyReports(reader, Date.now) }, silentLog),
    async [Symbol.asyncDispose]() {
      await reader.destroy();
      await directory.close();
      await database.drop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

type Groups = Awaited<ReturnType<Directory['everyGroup']>>;

async function makeCalls(
  directory: Directory,
  open: (groups: Groups, clock: () => number) => Promise<Switchboard>,
) {
  let nowMs = Date.now() - HOUR_MS;
  const { group } = await directory.create(ACCOUNT, groupContent(), anna);
  const switchboard = await open([group], () => nowMs);
  for (let call = 0; call < 20; call++) {
    const session = `call;${call}`;
    await switchboard.place({ accountId: ACCOUNT, key: group.key, session });
    nowMs += 10_000;
    if (call % 2 === 0) await switchboard.complete({ session, outcome: 'connected' });
  }
  while (switchboard.health().waiting > 0) await delay(2);
  await switchboard.close();
}

const SOMEBODY = new AbortController().signal;

type Written = Readonly<Record<string, string | undefined>>;

const DAY: Written = { period: 'last-24-hours' };

const askReport = (query: Written, accountId = ACCOUNT) => ({
  accountId,
  query: reportQuery.parse(query),
  method: 'GET',
});

async function textOf(answer: Promise<Response>) {
  const response = await answer;
  return { status: response.status, headers: [...response.headers], text: await response.text() };
}

for (const [engine, open] of [['SQLite', pastInSqlite], ['PostgreSQL', pastInPostgres]] as const) {
  Deno.test(`${engine}: the thread of reports answers what is answered here`, async () => {
    await using past = await open();
    const thread = new ReportThread(past.place);
    const from = new Date(Date.now() - 2 * HOUR_MS).toISOString();
    const to = new Date(Date.now() - 60_000).toISOString();
    const times = { from, to };
    for (
      const query of <Written[]> [
        { format: 'json' },
        { format: 'ndjson', by: 'minute' },
        { format: 'csv', by: 'hour' },
        { groups: '1,99' },
        { by: 'minute', from: '2020-01-01' },
      ]
    ) {
      const ask = askReport({ ...times, ...query });
      const [there, here] = await Promise.all([
        textOf(thread.read(ask, SOMEBODY)),
        textOf(past.here.read(ask, SOMEBODY)),
      ]);
      assert.deepEqual(there, here);
    }
    const whole = await textOf(thread.read(askReport(times), SOMEBODY));
    assert.equal(JSON.parse(whole.text).groups[0].figures.placed, 20);
    const attempts = { accountId: ACCOUNT, query: attemptListQuery.parse(times), method: 'GET' };
    assert.deepEqual(
      await textOf(thread.attempts(attempts, SOMEBODY)),
      await textOf(past.here.attempts(attempts, SOMEBODY)),
    );
    thread.close();
  });
}

Deno.test('a report that nobody waits for any longer is given up', async () => {
  await using past = await pastInSqlite();
  const thread = new ReportThread(past.place);
  const leaving = new AbortController();
  leaving.abort();
  const gone = await thread.read(askReport(DAY), leaving.signal);
  assert.equal(gone.status, 499);
  const reader = (await thread.read(askReport({ ...DAY, format: 'ndjson', by: 'minute' }), SOMEBODY)).body!
    .getReader();
  await reader.read();
  await reader.cancel();
  assert.equal((await textOf(thread.read(askReport(DAY), SOMEBODY))).status, 200);
  thread.close();
});

Deno.test('a thread of reports that dies fails what it was about, and is started again', async () => {
  await using past = await pastInSqlite();
  const thread = new ReportThread(past.place, DYING_WORKER);
  const begun = await thread.read(askReport({ ...DAY, format: 'ndjson', by: 'minute' }), SOMEBODY);
  const died = { message: /The thread of reports died: .*too much for it/ };
  await assert.rejects(thread.read(askReport(DAY, DEADLY_ACCOUNT), SOMEBODY), died);
  await assert.rejects(begun.text(), died);
  assert.equal((await textOf(thread.read(askReport(DAY), SOMEBODY))).status, 200);
  thread.close();
});

Deno.test('what storage refuses is thrown in its words', async () => {
  await using past = await pastInSqlite();
  const { storage } = past.place;
  assert.ok(storage.engine === 'sqlite');
  const elsewhere = { ...storage, switchboardFile: join(storage.switchboardFile, 'nowhere') };
  const thread = new ReportThread({ ...past.place, storage: elsewhere });
  await assert.rejects(thread.read(askReport(DAY), SOMEBODY), /can't be read/);
  thread.close();
});

Deno.test('a thread of reports that is closed ends what it was about; one that never started closes', async () => {
  await using past = await pastInSqlite();
  new ReportThread(past.place).close();
  const thread = new ReportThread(past.place);
  const begun = await thread.read(askReport({ ...DAY, format: 'ndjson', by: 'minute' }), SOMEBODY);
  const asked = thread.read(askReport(DAY), SOMEBODY);
  thread.close();
  await assert.rejects(asked, /The service is stopping/);
  await assert.rejects(begun.text(), /The service is stopping/);
});

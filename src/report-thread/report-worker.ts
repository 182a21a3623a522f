/** The thread of reports: what they put together from millions of calls takes seconds, in which calls are answered. */
import type { DirectorySchema } from '../directory/directory-schema.ts';
import { GroupReader } from '../directory/group-reader.ts';
import { openPostgres } from '../directory/postgres/open-postgres.ts';
import { openSqlite } from '../directory/sqlite/open-sqlite.ts';
import type { HistorySchema } from '../history/history-schema.ts';
import { KyselyReports } from '../history/reports/kysely-reports.ts';
import { openSqliteReaderHere } from '../history/sqlite-reader/open-sqlite-reader.ts';
import { createLog } from '../log.ts';
import type { ReportSources } from '../manager/reports/read-report.ts';
import { createReportsApi, type ReportsApi } from '../manager/reports/reports-api.ts';
import type { FromReports, Question, ReportPlace, ToReports } from './report-messages.ts';

/** Of one node, to each of the two: a report asks one thing after the other. */
const MOST_CONNECTIONS = 2;

declare const self: DedicatedWorkerGlobalScope;

const asked = new Map<number, AbortController>();
let reports: ReportsApi;

self.onmessage = ({ data }: MessageEvent<ToReports>) => {
  switch (data.kind) {
    case 'open':
      reports = createReportsApi(sourcesIn(data.place), createLog(data.place.log));
      return;
    case 'abort':
      return asked.get(data.number)?.abort();
    default:
      return void answer(data);
  }
};

function sourcesIn({ storage }: ReportPlace): ReportSources {
  if (storage.engine === 'postgres') {
    const few = { mostConnections: MOST_CONNECTIONS };
    return {
      directory: new GroupReader(openPostgres<DirectorySchema>(storage.url, few)),
      reports: new KyselyReports(openPostgres<HistorySchema>(storage.url, few), Date.now),
    };
  }
  const { directoryFile, switchboardFile } = storage;
  return {
    directory: new GroupReader(openSqlite(directoryFile)),
    reports: new KyselyReports(openSqliteReaderHere(switchboardFile), Date.now),
  };
}

async function answer(question: Question) {
  const { number } = question;
  const aborting = new AbortController();
  asked.set(number, aborting);
  try {
    const { status, headers, body } = await read(question, aborting.signal);
    tell({ kind: 'answer', number, status, headers: [...headers], body });
  } catch (error) {
    const message = error instanceof Error ? error.stack ?? error.message : String(error);
    tell({ kind: 'failed', number, message });
  } finally {
    asked.delete(number);
  }
}

function read(question: Question, signal: AbortSignal): Promise<Response> {
  return question.kind === 'read'
    ? reports.read(question.ask, signal)
    : reports.attempts(question.ask, signal);
}

function tell(message: FromReports) {
  self.postMessage(message, message.kind === 'answer' && message.body ? [message.body] : []);
}

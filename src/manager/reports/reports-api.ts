import { type AttemptListQuery, MOST_GROUPS, MOST_POINTS, type ReportQuery } from '../../contract/report.ts';
import type { GroupRecord } from '../../directory/directory.ts';
import type { Span } from '../../history/reports/reports.ts';
import type { Log } from '../../log.ts';
import { missing } from '../groups/groups-api.ts';
import { csvResponse } from '../http/csv-stream.ts';
import { invalid } from '../http/field-faults.ts';
import { ATTEMPT_COLUMNS, attemptPages } from './attempts-csv.ts';
import { readReport, type ReportSources, type ReportWish } from './read-report.ts';
import { REPORT_COLUMNS, reportPages } from './report-csv.ts';
import { progressStream } from './progress-stream.ts';
import { findGroups } from './reported-groups.ts';
import { askedSpan, roughlyParts, spanBefore } from './report-period.ts';

/** The most parts that a table is divided into. */
const MOST_PARTS = 50_000;

/** Nobody sees it: whoever asked is gone (as nginx says it). */
const CLIENT_LEFT = 499;

/** What is asked, and by whom: all of it can be sent to another thread. */
export interface ReportAsk<Query> {
  readonly accountId: number;
  readonly query: Query;
  /** The method of HTTP. */
  readonly method: string;
}

/** What the REST API answers about calls over a time. Rejects when storage fails. */
export interface ReportsApi {
  /** A report, in the format that the query names. */
  read(ask: ReportAsk<ReportQuery>, signal: AbortSignal): Promise<Response>;

  /** A table of attempts. */
  attempts(ask: ReportAsk<AttemptListQuery>, signal: AbortSignal): Promise<Response>;
}

/** Reads reports on the thread that it is called on: a long one keeps that thread busy for seconds. */
export function createReportsApi(sources: ReportSources, log: Log): ReportsApi {
  return {
    async read({ accountId, query, method }, signal) {
      const asked = await askedBy(sources, accountId, query);
      if (asked instanceof Response) return asked;
      const wish = wishOf(query, asked);
      const { format = 'json' } = query;
      const fault = tooMuch(wish, format);
      if (fault) return fault;
      switch (format) {
        case 'csv': {
          const pages = () => reportPages(sources, wish);
          return csvResponse(method, { name: 'report.csv', columns: REPORT_COLUMNS, pages });
        }
        case 'ndjson':
          return progressStream(readReport(sources, wish), log);
        case 'json':
          return await wholeReport(readReport(sources, wish), signal);
      }
    },

    async attempts({ accountId, query, method }) {
      const asked = await askedBy(sources, accountId, query);
      if (asked instanceof Response) return asked;
      const pages = () => attemptPages(sources, asked);
      return csvResponse(method, { name: 'attempts.csv', columns: ATTEMPT_COLUMNS, pages });
    },
  };
}

interface Asked {
  readonly records: readonly GroupRecord[];
  readonly span: Span;
}

/** Whose calls and which time; or why that can't be. */
async function askedBy(
  { directory, reports }: ReportSources,
  accountId: number,
  query: AttemptListQuery,
): Promise<Asked | Response> {
  const asked = askedSpan(query, reports.completeUntil());
  if (asked.kind === 'fault') return invalid([asked]);
  const { span } = asked;
  const found = await findGroups(directory, accountId, query.groups, span);
  switch (found.kind) {
    case 'found':
      return { records: found.records, span };
    case 'missing':
      return missing(found.id);
    case 'too many': {
      const detail = `Name at most ${MOST_GROUPS} groups: the account has ${found.count}.`;
      return invalid([{ detail, pointer: '/groups' }]);
    }
  }
}

function wishOf({ timeZone, by, compare }: ReportQuery, { records, span }: Asked): ReportWish {
  return { records, span, timeZone, by, before: compare && spanBefore(span, timeZone) };
}

type Format = NonNullable<ReportQuery['format']>;

function tooMuch({ records, span, by }: ReportWish, format: Format): Response | undefined {
  const parts = roughlyParts(span, by);
  const lines = records.reduce((sum, { group }) => sum + 1 + group.destinations.length, 0);
  const isTable = format === 'csv';
  if (isTable ? parts <= MOST_PARTS : by === 'total' || parts * lines <= MOST_POINTS) return undefined;
  const detail = isTable
    ? `These are ${parts} parts, of at most ${MOST_PARTS}: choose longer ones or less time.`
    : `These are ${
      parts * lines
    } points, of at most ${MOST_POINTS}: choose longer parts, less time or fewer ` +
      'groups, or ask for CSV.';
  return invalid([{ detail, pointer: '/by' }]);
}

async function wholeReport(
  reading: ReturnType<typeof readReport>,
  signal: AbortSignal,
): Promise<Response> {
  while (!signal.aborted) {
    const { done, value } = await reading.next();
    if (done) return Response.json(value);
  }
  await reading.return(undefined as never);
  return new Response(null, { status: CLIENT_LEFT });
}

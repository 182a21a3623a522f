import { z } from 'zod';
import {
  type AttemptListQuery,
  attemptListQuery,
  MOST_GROUPS,
  MOST_POINTS,
  report,
  reportLine,
  type ReportQuery,
  reportQuery,
} from '../../contract/report.ts';
import type { Directory, GroupRecord } from '../../directory/directory.ts';
import type { History } from '../../history/history.ts';
import type { Span } from '../../history/reports/reports.ts';
import type { Log } from '../../log.ts';
import { missing } from '../groups/groups-api.ts';
import { csvResponse } from '../http/csv-stream.ts';
import { invalid } from '../http/field-faults.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { Principal } from '../principal.ts';
import { ATTEMPT_COLUMNS, attemptPages } from './attempts-csv.ts';
import { readReport, type ReportSources, type ReportWish } from './read-report.ts';
import { REPORT_COLUMNS, reportPages } from './report-csv.ts';
import { progressStream } from './progress-stream.ts';
import { findGroups } from './reported-groups.ts';
import { askedSpan, roughlyParts, spanBefore } from './report-period.ts';

const REPORTS = '/api/v1/reports';

/** The most parts that a table is divided into. */
const MOST_PARTS = 50_000;

/** Nobody sees it: whoever asked is gone (as nginx says it). */
const CLIENT_LEFT = 499;

export interface ReportOperationsOptions {
  readonly directory: Directory;
  readonly history: History;
  readonly log: Log;
}

/** What happened to calls over a time. */
export function reportOperations({ directory, history, log }: ReportOperationsOptions): Operation[] {
  const sources: ReportSources = { directory, reports: history.reports };
  return [
    operation({
      method: 'get',
      path: REPORTS,
      name: 'readReport',
      summary: 'What happened to calls in a period, by group and destination.',
      needs: 'viewer',
      query: reportQuery,
      answers: {
        200: {
          description: 'The report. As lines (`application/x-ndjson`) it tells before how far it is; ' +
            'as `text/csv` the parts of the period are lines of a table, the latest first.',
          schema: report,
          others: { 'application/x-ndjson': reportLine, 'text/csv': z.string() },
        },
      },
      problems: ['not-found'],
      async handle({ request, principal, query }) {
        const asked = await askedBy(sources, principal, query);
        if (asked instanceof Response) return asked;
        const wish = wishOf(query, asked);
        const format = formatOf(request, query);
        const fault = tooMuch(wish, format);
        if (fault) return fault;
        if (format === 'csv') {
          const pages = () => reportPages(sources, wish);
          return csvResponse(request, { name: 'report.csv', columns: REPORT_COLUMNS, pages });
        }
        if (format === 'ndjson') return progressStream(readReport(sources, wish), log);
        return await wholeReport(request, readReport(sources, wish));
      },
    }),
    operation({
      method: 'get',
      path: `${REPORTS}/attempts.csv`,
      name: 'exportAttempts',
      summary: 'Every attempt that was opened in a period as comma-separated values (RFC 4180).',
      needs: 'viewer',
      query: attemptListQuery,
      answers: {
        200: {
          description: 'A line per attempt, group by group, in the order of time. ' +
            'Texts that a spreadsheet would take for a formula begin with an apostrophe.',
          schema: z.string(),
          mediaType: 'text/csv',
        },
      },
      problems: ['not-found'],
      async handle({ request, principal, query }) {
        const asked = await askedBy(sources, principal, query);
        if (asked instanceof Response) return asked;
        const pages = () => attemptPages(sources, asked);
        return csvResponse(request, { name: 'attempts.csv', columns: ATTEMPT_COLUMNS, pages });
      },
    }),
  ];
}

interface Asked {
  readonly records: readonly GroupRecord[];
  readonly span: Span;
}

/** Whose calls and which time; or why that can't be. */
async function askedBy(
  { directory, reports }: ReportSources,
  { accountId }: Principal,
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

const FORMATS: readonly { readonly mediaType: string; readonly format: Format }[] = [
  { mediaType: 'application/json', format: 'json' },
  { mediaType: 'text/csv', format: 'csv' },
  { mediaType: 'application/x-ndjson', format: 'ndjson' },
];

/** The first of ours that `Accept` names, JSON when there is none: senders that weigh several take whichever comes. */
function formatOf({ headers }: Request, { format }: ReportQuery): Format {
  if (format) return format;
  const accepted = (headers.get('accept') ?? '').split(',').map((range) => range.split(';')[0].trim());
  const named = accepted.map((type) => FORMATS.find(({ mediaType }) => mediaType === type));
  return named.find((known) => known !== undefined)?.format ?? 'json';
}

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

async function wholeReport({ signal }: Request, reading: ReturnType<typeof readReport>): Promise<Response> {
  while (!signal.aborted) {
    const { done, value } = await reading.next();
    if (done) return Response.json(value);
  }
  await reading.return(undefined as never);
  return new Response(null, { status: CLIENT_LEFT });
}

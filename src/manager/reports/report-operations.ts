import { z } from 'zod';
import {
  attemptListQuery,
  report,
  reportLine,
  type ReportQuery,
  reportQuery,
} from '../../contract/report.ts';
import { type Operation, operation } from '../http/operation.ts';
import type { ReportsApi } from './reports-api.ts';

const REPORTS = '/api/v1/reports';

/** What happened to calls over a time. */
export function reportOperations(reports: ReportsApi): Operation[] {
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
      handle: ({ request, principal: { accountId }, query }) =>
        reports.read(
          { accountId, query: { ...query, format: formatOf(request, query) }, method: request.method },
          request.signal,
        ),
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
      handle: ({ request, principal: { accountId }, query }) =>
        reports.attempts({ accountId, query, method: request.method }, request.signal),
    }),
  ];
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

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Report, ReportLine } from '../../../../contract/report.ts';
import { readLines, UnreachableError } from '../../../lib/fetch-json.ts';

const REPORTS = '/api/v1/reports';

/** Reports are of whole minutes. */
const FRESH_MS = 60_000;

/** Reads a report; it is told how far that is, from 0 to 1. Throws `ProblemError` or `UnreachableError`. */
async function readReport(
  search: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Report> {
  for await (const line of readLines<ReportLine>(`${REPORTS}?${search}&format=ndjson`, { signal })) {
    if ('report' in line) return line.report;
    if ('failed' in line) throw new Error(line.failed);
    onProgress(line.done);
  }
  throw new UnreachableError();
}

/** A report, and how far it is while it is read. */
export function useReport(search: string) {
  const [done, setDone] = useState(0);
  const query = useQuery({
    queryKey: ['report', search],
    queryFn: ({ signal }) => {
      setDone(0);
      return readReport(search, signal, setDone);
    },
    staleTime: FRESH_MS,
    gcTime: FRESH_MS,
  });
  return { ...query, done };
}

/** The address of the same report as a table. */
export function reportTableUrl(search: URLSearchParams): string {
  return `${REPORTS}?${withFormat(search)}`;
}

/** The address of the list of attempts of the same time and groups. */
export function attemptsUrl(search: URLSearchParams): string {
  const own = new URLSearchParams(search);
  own.delete('by');
  return `${REPORTS}/attempts.csv?${own}`;
}

function withFormat(search: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...search, ['format', 'csv']]);
}

import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import type { AuditPageOutput } from '../../../../contract/audit.ts';
import { fetchJson } from '../../../lib/fetch-json.ts';

const AUDIT = '/api/v1/account/audit';

/** Which events to find, as they are typed; an empty text finds all. Days are the reader's own, both included. */
export interface AuditWishes {
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

/** The wishes as the service takes them, in an address. */
export function auditSearch({ who, action, subject, from, to }: AuditWishes): URLSearchParams {
  const wishes = {
    who: who.trim(),
    action,
    subject: subject.trim(),
    from: from && startOfDay(from, 0),
    to: to && startOfDay(to, 1),
  };
  return new URLSearchParams(Object.entries(wishes).filter(([, wish]) => wish !== ''));
}

/** A day such as `2026-11-23` begins when it does for the reader. */
function startOfDay(day: string, daysLater: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

/** The address of the same events as a table. */
export function auditExportUrl(wishes: AuditWishes): string {
  return `${AUDIT}.csv?${auditSearch(wishes)}`;
}

/** What changed in the account, the newest first, a page at a time. */
export function auditEventsQuery(wishes: AuditWishes) {
  const search = auditSearch(wishes);
  return infiniteQueryOptions({
    queryKey: ['audit', String(search)] as const,
    queryFn: ({ signal, pageParam }) => {
      const page = new URLSearchParams(search);
      if (pageParam) page.set('before', pageParam);
      return fetchJson<AuditPageOutput>(`${AUDIT}?${page}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    select: ({ pages }) => pages.flatMap(({ events }) => events),
  });
}

export function useAuditEvents(wishes: AuditWishes) {
  return useInfiniteQuery(auditEventsQuery(wishes));
}

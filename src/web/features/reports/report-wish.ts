import { type ReportPeriod, reportPeriod, type ReportUnit, reportUnit } from '../../../contract/report.ts';

/** What somebody wants to see, as the page's address says it. */
export interface ReportWish {
  readonly period: ReportPeriod | 'custom';
  /** Of a custom period, as a field of date and time has it: what the clocks of the time zone show. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  /** None: all of them. */
  readonly groups: readonly number[];
  /** Of the charts; undefined: what suits the period. */
  readonly by: ReportUnit | undefined;
}

/** The units that charts can have. */
export const chartUnits = reportUnit.exclude(['total']);

/** What an address says; what it leaves out, or what nobody understands, is as on the first visit. */
export function readWish(search: URLSearchParams, readersZone: string): ReportWish {
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  const period = reportPeriod.safeParse(search.get('period')).data;
  const groups = (search.get('groups') ?? '').split(',').filter((text) => /^[1-9]\d{0,14}$/.test(text));
  return {
    period: period ?? (from === '' ? 'today' : 'custom'),
    ...{ from, to },
    timeZone: search.get('timeZone') || readersZone,
    groups: groups.map(Number),
    by: chartUnits.safeParse(search.get('by')).data,
  };
}

/** The opposite: what both the page and the service take. */
export function writeWish({ period, from, to, timeZone, groups, by }: ReportWish): URLSearchParams {
  const times = period === 'custom' ? { from, to } : { period };
  const wishes = { ...times, timeZone, groups: groups.join(','), by: by ?? '' };
  return new URLSearchParams(Object.entries(wishes).filter(([, wish]) => wish !== ''));
}

const HOUR_MS = 3_600_000;
const MINUTES_UP_TO = 3 * HOUR_MS;
const HOURS_UP_TO = 4 * 24 * HOUR_MS;

/** What suits a period: some dozens of columns. */
export function unitOf({ period, from, to, by }: ReportWish, nowMs: number): ReportUnit {
  if (by) return by;
  switch (period) {
    case 'last-hour':
      return 'minute';
    case 'last-24-hours':
    case 'today':
    case 'yesterday':
      return 'hour';
    case 'custom': {
      const length = (Date.parse(to) || nowMs) - Date.parse(from);
      return length <= MINUTES_UP_TO ? 'minute' : length <= HOURS_UP_TO ? 'hour' : 'day';
    }
    default:
      return 'day';
  }
}

/** A moment as a field of date and time takes it, by the clocks of a time zone. */
export function fieldTime(iso: string, timeZone: string): string {
  // Sweden writes times as ISO 8601 does.
  return new Date(iso).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16);
}

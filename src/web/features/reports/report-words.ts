import type { ReportUnit } from '../../../contract/report.ts';
import type { ReportWish } from './report-wish.ts';

export const periodNames: Readonly<Record<ReportWish['period'], string>> = {
  'last-hour': 'Last hour',
  'last-24-hours': 'Last 24 hours',
  'today': 'Today',
  'yesterday': 'Yesterday',
  'last-7-days': 'Last 7 days',
  'last-30-days': 'Last 30 days',
  'this-month': 'This month',
  'last-month': 'Last month',
  'custom': 'From … to …',
};

export const unitNames: Readonly<Record<Exclude<ReportUnit, 'total'>, string>> = {
  minute: 'Minutes',
  hour: 'Hours',
  day: 'Days',
};

/** The columns of a chart by the clocks of a time zone: in full, and in few characters. */
export function columnNames(times: readonly string[], unit: ReportUnit, timeZone: string) {
  const full = new Intl.DateTimeFormat(undefined, {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...(unit === 'day' ? {} : { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }),
  });
  const short = new Intl.DateTimeFormat(undefined, {
    timeZone,
    ...(unit === 'day' ? { day: 'numeric', month: 'short' } : { hour: 'numeric', minute: '2-digit' }),
  });
  const dates = times.map((time) => new Date(time));
  return {
    columns: dates.map((date) => full.format(date)),
    shortColumns: dates.map((date) => short.format(date)),
  };
}

/** From when until when, by the clocks of a time zone. */
export function spanWords(from: string, to: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(undefined, {
    ...{ timeZone, day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  });
  return format.formatRange(new Date(from), new Date(to));
}

export function formatCount(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: 0 });
}

/** A mean, with as many digits as mean something. */
export function formatMean(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 2 : value < 1000 ? 1 : 0 });
}

/** "62.5 %", or nothing where there is nothing to divide. */
export function formatShareOf(share: number | null): string {
  return share === null ? '' : `${share.toLocaleString(undefined, { maximumFractionDigits: 1 })}\u00a0%`;
}

/** "2:05", minutes and seconds; hours before them when there are some. */
export function formatLength(seconds: number | null): string {
  if (seconds === null) return '–';
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** By how many points a share changed: "+1.3 pts"; nothing when one of both is unknown, or nothing changed. */
export function pointsSince(now: number | null, before: number | null | undefined): string | undefined {
  if (now === null || before === null || before === undefined) return undefined;
  const change = signed(now - before, 1);
  return change && `${change}\u00a0pts`;
}

/** By how many percent a number changed: "+12 %"; nothing when there was nothing before. */
export function percentSince(now: number, before: number | undefined): string | undefined {
  if (!before) return undefined;
  const change = signed(((now - before) * 100) / before, 0);
  return change && `${change}\u00a0%`;
}

function signed(value: number, decimals: number): string | undefined {
  const rounded = Number(value.toFixed(decimals));
  if (rounded === 0) return undefined;
  return rounded.toLocaleString(undefined, { signDisplay: 'always', maximumFractionDigits: decimals });
}

const refusalWords: Readonly<Record<string, string>> = {
  no_destination: 'none enabled',
  at_capacity: 'at a cap',
  closed: 'closed',
  unhealthy: 'unhealthy',
  exhausted: 'all tried',
};

/** "12 refused (10 at a cap, 2 closed), 3 of them to the last resort". */
export function refusalSentence(
  { refused, lastResort, refusals }: {
    readonly refused: number;
    readonly lastResort: number;
    readonly refusals: readonly { readonly reason: string; readonly refused: number }[];
  },
): string | undefined {
  if (refused === 0) return undefined;
  const reasons = refusals.toSorted((a, b) => b.refused - a.refused)
    .map(({ reason, refused }) => `${formatCount(refused)} ${refusalWords[reason]}`);
  const resort = lastResort > 0 ? `, ${formatCount(lastResort)} of them to the last resort` : '';
  return `${formatCount(refused)} refused (${reasons.join(', ')})${resort}.`;
}

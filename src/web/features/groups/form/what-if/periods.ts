import { readLocalTime } from '../../../../lib/local-time.ts';

/** A stretch of the past. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** What the form knows of a period: which one, and of a custom one what was typed. */
export interface PeriodDraft {
  readonly kind: PeriodKind;
  readonly from: string;
  readonly to: string;
}

export type PeriodKind = 'hour' | 'yesterday' | 'week' | 'custom';

export const periodKinds: readonly { readonly value: PeriodKind; readonly label: string }[] = [
  { value: 'hour', label: 'Last hour' },
  { value: 'yesterday', label: 'Yesterday' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'custom', label: 'From … to …' },
];

const HOUR_MS = 3_600_000;

/** The period that is meant, by the reader's clock; undefined while a custom one is not written yet. */
export function periodOf({ kind, from, to }: PeriodDraft, now: Date): Period | undefined {
  if (kind === 'custom') return customPeriod(readLocalTime(from), readLocalTime(to));
  const midnight = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  if (kind === 'yesterday') return { from: midnight(-1), to: midnight(0) };
  const hours = kind === 'hour' ? 1 : 7 * 24;
  return { from: new Date(now.getTime() - hours * HOUR_MS), to: now };
}

function customPeriod(from: Date | undefined, to: Date | undefined): Period | undefined {
  return from && to ? { from, to } : undefined;
}

import { formatDuration, parseDuration } from '../../../../contract/duration.ts';
import { period } from '../../../../contract/policies.ts';
import type { Cap, HealthSettings, OpeningHours, Period, Weekday } from '../../../../routing/policies.ts';
import { readTime } from './hours/read-time.ts';

/** Caps as they stand in the form, by their period; empty is none. */
export type CapsDraft = Readonly<Record<Period, string>>;

export interface RangeDraft {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** Opening hours as they stand in the form. */
export interface HoursDraft {
  readonly timeZone: string;
  readonly open: readonly RangeDraft[];
  /** Dates, with spaces, commas or line breaks between them. */
  readonly closed: string;
}

/** A shared cap as it stands in the form. */
export interface SharedCapDraft {
  /** Tells shared caps apart while they are written. */
  readonly key: number;
  readonly name: string;
  /** The keys of the rows whose destinations share it. */
  readonly rows: readonly number[];
  readonly maxActive: string;
  readonly caps: CapsDraft;
}

/** The settings of health as they stand in the form. */
export interface HealthDraft {
  readonly mode: HealthSettings['mode'];
  readonly consecutiveFailures: string;
  readonly failurePercent: string;
  readonly minimumAttempts: string;
  readonly eject: string;
  readonly panicPercent: string;
}

export const NO_CAPS: CapsDraft = { hour: '', day: '', month: '' };

export function draftOfCaps(caps: readonly Cap[]): CapsDraft {
  return { ...NO_CAPS, ...Object.fromEntries(caps.map(({ per, calls }) => [per, String(calls)])) };
}

/** The periods that have a cap, in the order in which `capsOf` gives the caps. */
export function cappedPeriods(draft: CapsDraft): Period[] {
  return period.options.filter((per) => draft[per].trim() !== '');
}

export function capsOf(draft: CapsDraft): Cap[] {
  return cappedPeriods(draft).map((per) => ({ per, calls: numberOf(draft[per]) }));
}

export function draftOfHours(hours: OpeningHours | null): HoursDraft | null {
  return hours && { ...hours, closed: hours.closed.join('\n') };
}

export function hoursOf(draft: HoursDraft | null): OpeningHours | null {
  return draft && {
    timeZone: draft.timeZone.trim(),
    open: draft.open.map(({ days, from, to }) => ({ days, from: timeOf(from), to: timeOf(to) })),
    closed: datesOf(draft.closed),
  };
}

/** The dates in a text, right or wrong. */
export function datesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((date) => date !== '');
}

export function draftOfHealth(health: HealthSettings): HealthDraft {
  const { mode, consecutiveFailures, failurePercent, minimumAttempts, ejectSeconds, panicPercent } = health;
  return {
    mode,
    consecutiveFailures: String(consecutiveFailures),
    failurePercent: textOf(failurePercent),
    minimumAttempts: String(minimumAttempts),
    eject: formatDuration(ejectSeconds),
    panicPercent: String(panicPercent),
  };
}

export function healthOf(draft: HealthDraft): HealthSettings {
  return {
    mode: draft.mode,
    consecutiveFailures: numberOf(draft.consecutiveFailures),
    failurePercent: optionalNumber(draft.failurePercent),
    minimumAttempts: numberOf(draft.minimumAttempts),
    ejectSeconds: secondsOf(draft.eject),
    panicPercent: numberOf(draft.panicPercent),
  };
}

/** What belongs into the field of a number that may be missing. */
export function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

/** NaN, which no check lets pass, for what is no number. */
export function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}

export function optionalNumber(text: string): number | null {
  return text.trim() === '' ? null : numberOf(text);
}

/** NaN for what is no duration. */
export function secondsOf(text: string): number {
  return parseDuration(text) ?? NaN;
}

/** A time as it was meant; what can't be understood stays as it is, for the check to refuse. */
function timeOf(text: string): string {
  return readTime(text) ?? text.trim();
}

import type { LeakCause, LeakOutput } from './leak.ts';

/** How attempts of a group ended in some time, by reason, and the completed ones by what was told of the call. */
export interface Endings {
  readonly reasons: Readonly<Record<string, number | undefined>>;
  readonly outcomes: Readonly<Record<string, number | undefined>>;
  /** For how long the completed ones were open together. */
  readonly completedOpenMs: number;
}

/** What is known of a group by cheap means. */
export interface LeakSigns {
  readonly day: Endings;
  /** For how long a call counts whatever its application says; null when that decides. */
  readonly holdSeconds: number | null;
  readonly sessionTtlSeconds: number;
}

/** What a closer look at it adds. */
export interface LeakDetails {
  /** How its attempts ended in the seven days before. */
  readonly weekBefore: Endings;
  readonly sample: { readonly attempts: number; readonly withoutSession: number } | null;
  readonly lengths: {
    readonly calls: number;
    /** Over before anybody could have said what the call is about. */
    readonly brief: number;
    readonly medianSeconds: number;
    readonly p99Seconds: number;
  } | null;
  readonly overdue: number;
}

/** What was found; the group's name is added by whoever knows it. */
export type Leak = Omit<LeakOutput, 'group'>;

/** Fewer sessions in a day prove nothing: one crash of an application loses this many hundredths. */
const LEAST_ENDED = 50;

/** Platforms lose a call now and then, and the balance bears it: below this nobody needs to look. */
const NOTABLE_PART = 0.02;

/** Half of what is notable: whoever was below it before has a new leak. */
const QUIET_PART = NOTABLE_PART / 2;

/** A part that doubled or halved is another one; anything between is the traffic of another day. */
const TREND_TIMES = 2;

/** Most of the lost ones: what they have in common is why they were lost. */
const MOST_PART = 0.5;

/** So few outcomes tell no habit. */
const LEAST_TOLD = 20;

/** Nearly all completions of one kind. Callers and far ends both hang up first in every real traffic. */
const NEARLY_ALL_PART = 0.95;

/** Calls of people are not all over in ten seconds; transfers that are done as soon as they are placed are. */
const EARLY_PART = 0.9;
const EARLY_MEAN_MS = 20_000;

/** An expiry this much longer than nearly all calls holds places of lost ones for nothing. */
const LONG_EXPIRY_TIMES = 4;

/** As long as nearly all calls, and as much again: cutting a call's count short costs more than a late expiry. */
const SUGGESTED_TIMES = 2;

/** Round numbers that people set. */
const EXPIRY_STEP_SECONDS = 300;

/** Whether a group's endings give a reason to look closer. */
export function isSuspect(signs: LeakSigns): boolean {
  return hasLosses(signs) || mayCompleteEarly(signs);
}

/** Turns figures into what is wrong with a group's application; undefined when nothing seems to be. */
export function findLeak(signs: LeakSigns, details: LeakDetails): Leak | undefined {
  const cause = hasLosses(signs)
    ? causeOfLoss(signs.day, details)
    : completesEarly(signs, details)
    ? 'completes_early'
    : undefined;
  if (cause === undefined) return undefined;
  const { ended, lost } = sessionsOf(signs.day);
  return {
    cause,
    ended,
    lost,
    percent: percentOf(signs.day),
    ...comparedWithBefore(signs, details),
    retries: (signs.day.reasons.retried ?? 0) > 0,
    overdue: details.overdue,
    usual: usualOf(details),
    expiry: expiryOf(signs, details, cause),
  };
}

/** Attempts that a retry or another transfer ended are no end of a session, and held calls have no other end. */
function sessionsOf({ reasons: { completed = 0, expired = 0, released = 0 } }: Endings) {
  return { completed, lost: expired + released, ended: completed + expired + released };
}

/** Where calls count for a fixed time, completions say nothing, and nobody has to complete: here and below. */
function hasLosses({ day, holdSeconds }: LeakSigns): boolean {
  const { ended, lost } = sessionsOf(day);
  return holdSeconds === null && ended >= LEAST_ENDED && lost >= NOTABLE_PART * ended;
}

function causeOfLoss({ reasons: { completed = 0 }, outcomes }: Endings, { sample }: LeakDetails): LeakCause {
  if (sample !== null && sample.withoutSession >= MOST_PART * sample.attempts) return 'no_session';
  if (completed === 0) return 'never_completes';
  const { connected = 0, caller_hung_up: hungUp = 0 } = outcomes;
  const told = connected + hungUp;
  if (told < LEAST_TOLD) return 'some_paths';
  if (hungUp >= NEARLY_ALL_PART * told) return 'only_on_hang_up';
  return connected >= NEARLY_ALL_PART * told ? 'not_on_hang_up' : 'some_paths';
}

function mayCompleteEarly({ day, holdSeconds }: LeakSigns): boolean {
  const { completed } = sessionsOf(day);
  return holdSeconds === null && completed >= LEAST_ENDED && day.completedOpenMs < EARLY_MEAN_MS * completed;
}

function completesEarly(signs: LeakSigns, { lengths }: LeakDetails): boolean {
  return mayCompleteEarly(signs) && lengths !== null && lengths.calls >= LEAST_ENDED &&
    lengths.brief >= EARLY_PART * lengths.calls;
}

function comparedWithBefore(
  { day }: LeakSigns,
  { weekBefore }: LeakDetails,
): Pick<Leak, 'percentBefore' | 'trend'> {
  if (sessionsOf(weekBefore).ended < LEAST_ENDED) return { percentBefore: null, trend: null };
  return { percentBefore: percentOf(weekBefore), trend: trendOf(partOf(weekBefore), partOf(day)) };
}

function trendOf(before: number, now: number): Leak['trend'] {
  if (before < QUIET_PART && now >= NOTABLE_PART) return 'new';
  if (now >= TREND_TIMES * before && now > 0) return 'more';
  return now * TREND_TIMES <= before ? 'fewer' : 'same';
}

function partOf(endings: Endings): number {
  const { ended, lost } = sessionsOf(endings);
  return ended === 0 ? 0 : lost / ended;
}

/** To one decimal. */
function percentOf(endings: Endings): number {
  return Math.round(1000 * partOf(endings)) / 10;
}

function usualOf({ lengths }: LeakDetails): Leak['usual'] {
  if (lengths === null || lengths.calls < LEAST_ENDED) return null;
  return { medianSeconds: lengths.medianSeconds, p99Seconds: lengths.p99Seconds };
}

/** Lengths that are measured too short are no measure of an expiry. */
function expiryOf({ sessionTtlSeconds: seconds }: LeakSigns, details: LeakDetails, cause: LeakCause) {
  const usual = usualOf(details);
  if (usual === null || cause === 'completes_early' || seconds <= LONG_EXPIRY_TIMES * usual.p99Seconds) {
    return { seconds, suggestedSeconds: null };
  }
  const steps = Math.ceil((SUGGESTED_TIMES * usual.p99Seconds) / EXPIRY_STEP_SECONDS);
  const suggested = steps * EXPIRY_STEP_SECONDS;
  return { seconds, suggestedSeconds: suggested < seconds ? suggested : null };
}

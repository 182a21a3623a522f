import type { Exclusion } from '../../../routing/exclusion.ts';
import type { Period } from '../../../routing/policies.ts';

/** How a destination stands, for a chip. */
export interface StateInWords {
  readonly words: string;
  /** `good` takes calls, `waiting` will by itself, `bad` fails, `off` is as somebody wants it. */
  readonly tone: 'good' | 'waiting' | 'bad' | 'off';
}

/** How a destination stands, as far as it is said here. */
export interface Standing {
  /** What keeps new calls away, or `open`. */
  readonly state:
    | 'open'
    | 'draining'
    | 'disabled'
    | 'no_share'
    | Exclude<Exclusion['reason'], 'off' | 'tried'>;
  /** When that is over by itself; null at any moment, or never. */
  readonly untilMs: number | null;
  /** Calls in progress. */
  readonly active: number;
  /** What its failures say, also when no call goes elsewhere for them. */
  readonly health: 'in_service' | 'ejected' | 'on_trial';
  readonly limits: readonly LimitUse[];
}

interface LimitUse {
  /** The name of the shared cap; null when it is the destination's own. */
  readonly shared: string | null;
  /** Null for calls in progress. */
  readonly per: Period | null;
  readonly used: number;
  readonly most: number;
}

export interface Clock {
  readonly nowMs: number;
  /** By whose clocks times are said: that of the hours, or of the group. */
  readonly timeZone: string;
  /** Of whoever reads it; where it shows another time, the city is said as well. */
  readonly readerTimeZone: string;
}

/** Whether a destination takes calls at this moment, and until when not, as in "closed until 08:00". */
export function describeState(standing: Standing, clock: Clock): StateInWords {
  switch (standing.state) {
    case 'open':
      return describeOpen(standing);
    case 'draining':
      return { words: `draining: ${callsLeft(standing.active)}`, tone: 'off' };
    case 'disabled':
      return { words: 'disabled', tone: 'off' };
    case 'no_share':
      return { words: 'no share of the calls', tone: 'off' };
    case 'full':
      return describeFull(standing);
    case 'over_cap':
      return { words: `over ${usedUpCap(standing)}${until(standing, clock)}`, tone: 'waiting' };
    case 'closed':
      return { words: `closed${until(standing, clock)}`, tone: 'waiting' };
    case 'ejected':
      return { words: describeEjection(standing, clock), tone: 'bad' };
  }
}

/** Health may only be observed, or nobody else be left. */
function describeOpen({ health }: Standing): StateInWords {
  if (health === 'in_service') return { words: 'open', tone: 'good' };
  return { words: health === 'ejected' ? 'open, though its calls fail' : 'open, on trial', tone: 'bad' };
}

function callsLeft(active: number): string {
  if (active === 0) return 'no calls left';
  return active === 1 ? '1 call left' : `${active} calls left`;
}

/** A cap of 0 never has room. */
function describeFull({ limits }: Standing): StateInWords {
  const limit = limits.find(({ per, used, most }) => per === null && used >= most);
  const whose = limit?.shared ? `: ${limit.shared}` : '';
  return limit?.most === 0
    ? { words: `no calls, as its cap is 0${whose}`, tone: 'off' }
    : { words: `full${whose}`, tone: 'waiting' };
}

const PERIODS = { hour: 'hourly', day: 'daily', month: 'monthly' };

function usedUpCap({ limits }: Standing): string {
  const limit = limits.find(({ per, used, most }) => per !== null && used >= most);
  if (!limit?.per) return 'its cap';
  const cap = `${PERIODS[limit.per]} cap`;
  return limit.shared === null ? `its ${cap}` : `the ${cap} of ${limit.shared}`;
}

/** In whole seconds up to two minutes, in minutes from there on. After that one call shows whether it is back. */
function describeEjection({ untilMs }: Standing, { nowMs }: Clock): string {
  const seconds = Math.ceil(((untilMs ?? 0) - nowMs) / 1000);
  if (seconds <= 0) return 'on trial with one call';
  return seconds < 120 ? `ejected for ${seconds} s` : `ejected for ${Math.ceil(seconds / 60)} min`;
}

function until({ untilMs }: Standing, { nowMs, timeZone, readerTimeZone }: Clock): string {
  if (untilMs === null || untilMs <= nowMs) return '';
  const said = timeOf(untilMs, nowMs, timeZone);
  const isClear = said === timeOf(untilMs, nowMs, readerTimeZone);
  return ` until ${said}${isClear ? '' : ` (${cityOf(timeZone)})`}`;
}

const DAY_MS = 86_400_000;

/** "08:00" today, "Mon 08:00" within a week, "24 Dec, 08:00" later. */
function timeOf(ms: number, nowMs: number, timeZone: string): string {
  const dated = (moment: number, parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, ...parts }).format(moment);
  const time = dated(ms, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  if (dated(ms, { dateStyle: 'short' }) === dated(nowMs, { dateStyle: 'short' })) return time;
  return ms - nowMs < 6 * DAY_MS
    ? `${dated(ms, { weekday: 'short' })} ${time}`
    : `${dated(ms, { day: 'numeric', month: 'short' })}, ${time}`;
}

/** `America/New_York` is known to people as New York. */
function cityOf(timeZone: string): string {
  return timeZone.split('/').at(-1)!.replaceAll('_', ' ');
}

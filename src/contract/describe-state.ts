import type { DestinationLive } from './group.ts';

/** How a destination stands, for a chip. */
export interface StateInWords {
  readonly words: string;
  /** `good` takes calls, `waiting` will by itself, `bad` fails, `off` is as somebody wants it. */
  readonly tone: 'good' | 'waiting' | 'bad' | 'off';
}

/** What of a live destination says how it stands. */
export type Standing = Pick<DestinationLive, 'state' | 'until' | 'active' | 'health' | 'limits'>;

export interface Reader {
  readonly nowMs: number;
  /** By whose clocks times are said. */
  readonly timeZone: string;
  /** Whether the group only observes what failures say. */
  readonly isObserved: boolean;
}

/** Whether a destination takes calls at this moment, and until when not, as in "closed until 08:00". */
export function describeState(standing: Standing, reader: Reader): StateInWords {
  switch (standing.state) {
    case 'open':
      return describeOpen(standing, reader);
    case 'draining':
      return { words: `draining: ${callsLeft(standing.active)}`, tone: 'off' };
    case 'disabled':
      return { words: 'disabled', tone: 'off' };
    case 'no_share':
      return { words: 'no share of the calls', tone: 'off' };
    case 'full':
      return describeFull(standing);
    case 'over_cap':
      return { words: `over ${usedUpCap(standing)}${until(standing, reader)}`, tone: 'waiting' };
    case 'closed':
      return { words: `closed${until(standing, reader)}`, tone: 'waiting' };
    case 'ejected':
      return { words: describeEjection(standing, reader), tone: 'bad' };
  }
}

/** Health may only be observed, or too few others be left. */
function describeOpen({ health }: Standing, { isObserved }: Reader): StateInWords {
  if (health === 'in_service') return { words: 'open', tone: 'good' };
  if (isObserved) return { words: 'failing (observed)', tone: 'bad' };
  return { words: health === 'ejected' ? 'failing, but needed' : 'on trial with the next call', tone: 'bad' };
}

function callsLeft(active: number): string {
  if (active === 0) return 'no calls left';
  return active === 1 ? '1 call left' : `${active.toLocaleString()} calls left`;
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
function describeEjection(standing: Standing, { nowMs }: Reader): string {
  const untilMs = untilMsOf(standing);
  if (untilMs === null) return 'on trial with one call';
  const seconds = Math.ceil((untilMs - nowMs) / 1000);
  if (seconds <= 0) return 'ejected, soon on trial';
  return seconds < 120 ? `ejected for ${seconds} s` : `ejected for ${Math.ceil(seconds / 60)} min`;
}

function until(standing: Standing, { nowMs, timeZone }: Reader): string {
  const untilMs = untilMsOf(standing);
  return untilMs === null || untilMs <= nowMs ? '' : ` until ${timeOf(untilMs, nowMs, timeZone)}`;
}

function untilMsOf({ until }: Standing): number | null {
  return until === null ? null : Date.parse(until);
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

import type { Exclusion } from '../../../routing/exclusion.ts';
import type { DestinationState } from '../../../routing/route-group.ts';

/** How a destination stands, for a chip. */
export interface StateInWords {
  readonly words: string;
  /** `good` takes calls, `waiting` will by itself, `bad` fails, `off` is as somebody wants it. */
  readonly tone: 'good' | 'waiting' | 'bad' | 'off';
}

interface Standing {
  readonly state: DestinationState;
  /** Calls in progress. */
  readonly active: number;
  /** Why it can't have a call; undefined when it can. */
  readonly exclusion: Exclusion | undefined;
}

interface Clock {
  readonly nowMs: number;
  /** By whose clocks times are said: that of the hours, or of the group. */
  readonly timeZone: string;
  /** Of whoever reads it; where it shows another time, the city is said as well. */
  readonly readerTimeZone: string;
}

/** Whether a destination takes calls at this moment, and until when not, as in "closed until 08:00". */
export function describeState({ state, active, exclusion }: Standing, clock: Clock): StateInWords {
  if (state === 'draining') return { words: `draining: ${callsLeft(active)}`, tone: 'off' };
  if (state === 'disabled') return { words: 'disabled', tone: 'off' };
  if (exclusion === undefined) return { words: 'open', tone: 'good' };
  switch (exclusion.reason) {
    case 'off':
      return { words: 'no share of the calls', tone: 'off' };
    case 'tried':
      return { words: 'tried by this call', tone: 'waiting' };
    case 'full':
      return describeFull(exclusion);
    case 'over_cap':
      return { words: `over ${capOf(exclusion)}${until(exclusion, clock)}`, tone: 'waiting' };
    case 'closed':
      return { words: `closed${until(exclusion, clock)}`, tone: 'waiting' };
    case 'ejected':
      return { words: describeEjection(exclusion.untilMs - clock.nowMs), tone: 'bad' };
  }
}

function callsLeft(active: number): string {
  if (active === 0) return 'no calls left';
  return active === 1 ? '1 call left' : `${active} calls left`;
}

/** A cap of 0 never has room. */
function describeFull({ untilMs, shared }: Exclusion): StateInWords {
  const whose = shared === undefined ? '' : `: ${shared}`;
  return untilMs === Infinity
    ? { words: `no calls: its cap is 0${shared === undefined ? '' : `, ${shared}`}`, tone: 'off' }
    : { words: `full${whose}`, tone: 'waiting' };
}

const PERIODS = { hour: 'hourly', day: 'daily', month: 'monthly' };

function capOf({ per, shared }: Exclusion): string {
  const cap = per === undefined ? 'cap' : `${PERIODS[per]} cap`;
  return shared === undefined ? `its ${cap}` : `the ${cap} of ${shared}`;
}

/** In whole seconds up to two minutes, in minutes from there on. After that one call shows whether it is back. */
function describeEjection(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  if (seconds <= 0) return 'on trial with one call';
  return seconds < 120 ? `ejected for ${seconds} s` : `ejected for ${Math.ceil(seconds / 60)} min`;
}

function until({ untilMs }: Exclusion, { nowMs, timeZone, readerTimeZone }: Clock): string {
  if (untilMs <= nowMs || untilMs === Infinity) return '';
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

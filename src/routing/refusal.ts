import { exclusionOf } from './eligibility.ts';
import { type Exclusion, momentOf } from './exclusion.ts';
import type { Ledger } from './ledger.ts';

/** Why nothing was eligible. The data plane's error codes of the same names explain them to people. */
export type Refusal = 'no_destination' | 'at_capacity' | 'closed' | 'unhealthy' | 'exhausted';

/** Why nothing was eligible, and when that is over by itself: null at any moment, or never. */
export interface Obstacle {
  readonly reason: Refusal;
  readonly untilMs: number | null;
}

/** What each obstacle is called, in the order in which it is named when several are over at the same time. */
const REFUSALS: Readonly<Record<Exclusion['reason'], Refusal>> = {
  full: 'at_capacity',
  over_cap: 'at_capacity',
  ejected: 'unhealthy',
  closed: 'closed',
  tried: 'exhausted',
  off: 'no_destination',
};

const ORDER = Object.keys(REFUSALS);

/**
 * The reason to give when no lane of an examined ledger is eligible: what has to change for this call to be placed. Of all
 * that keeps it away from one destination or another, that is what is over first: a full destination is free with the
 * next call that ends, an ejected one in seconds, a closed one at its opening, a tried one never for this session.
 */
export function refusalOf({ lanes }: Ledger, tried: readonly number[]): Obstacle {
  const exclusions = lanes.map((lane) => exclusionOf(lane, tried)).filter((each) => each !== undefined);
  const [first] = exclusions.sort(byEnd);
  if (first === undefined) return { reason: 'no_destination', untilMs: null };
  const { reason, untilMs } = first;
  return { reason: REFUSALS[reason], untilMs: momentOf(untilMs) };
}

function byEnd(one: Exclusion, other: Exclusion): number {
  if (one.untilMs !== other.untilMs) return one.untilMs < other.untilMs ? -1 : 1;
  return ORDER.indexOf(one.reason) - ORDER.indexOf(other.reason);
}

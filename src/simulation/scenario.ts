import type { OpeningHours } from '../routing/policies.ts';
import type { Outcome } from '../routing/outcome.ts';
import type { RouteGroup } from '../routing/route-group.ts';

/** What is simulated: a group, its callers, and how its destinations behave. */
export interface Scenario {
  readonly group: RouteGroup;
  /** Unix time in milliseconds; whole, as all times of the rules. */
  readonly startMs: number;
  readonly endMs: number;
  /** In which people read its times. */
  readonly timeZone: string;
  readonly seed: number;
  /** Calls arrive by themselves, at random (a Poisson process): of these rates the first one holds whose time it is. */
  readonly rates: readonly Rate[];
  /** How long a call lasts on average. */
  readonly meanSeconds: number;
  /** Percent of the calls whose application never completes the session. */
  readonly neverCompletedPercent: number;
  /** By destination id; one that is missing serves every call. */
  readonly behaviours: ReadonlyMap<number, Behaviour>;
}

export interface Rate {
  /** Null means at all times. */
  readonly hours: OpeningHours | null;
  readonly callsPerHour: number;
}

export interface Behaviour {
  readonly always: Conduct;
  /** What is otherwise at these times; of several the last one counts. */
  readonly during: readonly { readonly hours: OpeningHours; readonly conduct: Partial<Conduct> }[];
}

/** What becomes of the calls that a destination is given. */
export interface Conduct {
  /** The part of its attempts that fail. */
  readonly failPercent: number;
  /** How long such an attempt takes. */
  readonly afterSeconds: number;
  /** What the application tells of it. */
  readonly outcome: Outcome | undefined;
  /** Whether the application completes it as if it had been served, instead of asking again. */
  readonly silent: boolean;
  /** Calls that it serves last so many times as long as elsewhere. */
  readonly durationFactor: number;
}

export const SERVES_EVERY_CALL: Conduct = {
  failPercent: 0,
  afterSeconds: 5,
  outcome: undefined,
  silent: false,
  durationFactor: 1,
};

/** The most calls that a scenario can be expected to have. */
export function mostCallsOf(
  { rates, startMs, endMs }: Pick<Scenario, 'rates' | 'startMs' | 'endMs'>,
): number {
  const most = Math.max(...rates.map(({ callsPerHour }) => callsPerHour));
  return (most * (endMs - startMs)) / HOUR_MS;
}

export const HOUR_MS = 3_600_000;

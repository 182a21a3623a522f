import type { HealthEvent } from '../routing/health/health-event.ts';
import type { Period } from '../routing/policies.ts';
import type { Conduct } from './scenario.ts';

/** What somebody who looks back at a day wants to find in it. Places that fill up and become free are too many. */
export type SimulationEvent =
  | HealthEvent
  | { readonly kind: 'opened' | 'closed'; readonly atMs: number; readonly destinationId: number }
  | CapReached
  /** From now on a destination behaves otherwise. */
  | {
    readonly kind: 'behaviour_changed';
    readonly atMs: number;
    readonly destinationId: number;
    readonly conduct: Conduct;
  }
  | ClocksChanged;

/** The last call of a period was placed: at this destination, whose own cap it is unless it is shared. */
export interface CapReached {
  readonly kind: 'cap_reached';
  readonly atMs: number;
  readonly destinationId: number;
  /** The name of the shared cap; null when it is the destination's own. */
  readonly shared: string | null;
  readonly per: Period;
  readonly calls: number;
  /** When it begins to count anew. */
  readonly untilMs: number;
}

/** The clocks of a time zone go forward, or back by a negative number of minutes. */
export interface ClocksChanged {
  readonly kind: 'clocks_changed';
  readonly atMs: number;
  readonly timeZone: string;
  readonly byMinutes: number;
}

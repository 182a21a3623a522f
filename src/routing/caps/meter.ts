import { windowEndMs } from '../calendar/cap-window.ts';
import type { Period } from '../policies.ts';
import type { Destination, RouteGroup } from '../route-group.ts';

/** How many calls were placed at a destination in the present hour, day or month of a time zone. */
export interface Meter {
  readonly per: Period;
  /** Whether it counts for shared caps, in the group's time zone, and not for the destination's own. */
  readonly shared: boolean;
  /** When the period ends; 0 before the first. */
  untilMs: number;
  calls: number;
}

/** The meter of a period among these; a new one, which stays, when there was none. */
export function meterOf(meters: Meter[], per: Period, shared: boolean): Meter {
  let meter = meters.find((each) => each.per === per && each.shared === shared);
  if (meter === undefined) meters.push(meter = { per, shared, untilMs: 0, calls: 0 });
  return meter;
}

/**
 * Begins the present period when the one before is over. A change of the time zone takes effect then, too: a period
 * that was cut short would forget what it had counted.
 */
export function turnMeter(meter: Meter, timeZone: string, nowMs: number) {
  if (nowMs < meter.untilMs) return;
  meter.untilMs = windowEndMs(meter.per, timeZone, nowMs);
  meter.calls = 0;
}

/** By whose clocks a destination's meter counts. */
export function meterTimeZone(
  { shared }: Pick<Meter, 'shared'>,
  group: Pick<RouteGroup, 'timeZone'>,
  { hours }: Pick<Destination, 'hours'>,
): string {
  return shared || hours === null ? group.timeZone : hours.timeZone;
}

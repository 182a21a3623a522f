import { wholeOf } from '../routing/credit.ts';
import { eligibleLanes } from '../routing/eligibility.ts';
import { openLedger } from '../routing/ledger.ts';
import type { RouteGroup } from '../routing/route-group.ts';
import { newTally } from '../routing/tally.ts';
import type { GroupSnapshot } from '../switchboard/switchboard.ts';

/**
 * How many calls in progress each destination has above its share, by its id; below it, negative. Shares are of the
 * destinations that may have the next call, as when it is placed: the others have none, nor has any in a group that
 * keeps the calls placed in proportion.
 */
export function shareDeviations(
  group: RouteGroup,
  snapshot: GroupSnapshot,
  nowMs = Date.now(),
): ReadonlyMap<number, number> {
  if (group.balance !== 'active') return new Map();
  const tallies = new Map(snapshot.destinations.map(({ id, active }) => [id, { ...newTally(), active }]));
  const lanes = eligibleLanes(openLedger(group, tallies), [], nowMs);
  const active = lanes.reduce((sum, { tally }) => sum + tally.active, 0);
  const whole = wholeOf(lanes);
  return new Map(lanes.map(({ destination: { id, basisPoints }, tally }) => [
    id,
    tally.active - (active * basisPoints) / whole,
  ]));
}

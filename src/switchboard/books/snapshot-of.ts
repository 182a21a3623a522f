import type { Ledger } from '../../routing/ledger.ts';
import { type DestinationStanding, standingsOf } from '../../routing/standing.ts';
import type { DestinationSnapshot, GroupSnapshot } from '../switchboard.ts';

/** What is known of a group at this moment. `sinceMs` is since when its ledger counts what was placed. */
export function snapshotOf(ledger: Ledger, sinceMs: number, nowMs: number): GroupSnapshot {
  const { group: { id: groupId, version }, tallies } = ledger;
  const destinations = standingsOf(ledger, nowMs).map((standing) =>
    withPlaced(standing, tallies.get(standing.destinationId)!.placed)
  );
  return { groupId, version, sinceMs, active: activeIn(ledger), destinations };
}

/** The calls in progress of a group, those at destinations that were since removed included. */
export function activeIn({ tallies }: Pick<Ledger, 'tallies'>): number {
  let active = 0;
  for (const tally of tallies.values()) active += tally.active;
  return active;
}

function withPlaced(standing: DestinationStanding, placed: number): DestinationSnapshot {
  const { destinationId: id, state, untilMs, active, health, limits } = standing;
  return { id, active, placed, state, untilMs, health, limits };
}

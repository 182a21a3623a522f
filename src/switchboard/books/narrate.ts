import { capsReached } from '../../routing/caps/reached.ts';
import type { Ledger } from '../../routing/ledger.ts';
import type { Placement } from '../../routing/place.ts';
import { capHappening, type Happening, healthHappening, refusing, serving } from '../happening.ts';
import type { GroupState } from './change-log.ts';
import { isOver, prolong, type Trouble, troubleBy } from './trouble.ts';

type Placed = Placement & { readonly kind: 'placed' };

/** What the placement of a call says to people. It may end its group's trouble. */
export function narratePlacement(
  { group }: Ledger,
  { attempt, lane, events }: Placed,
  state: GroupState,
): Happening[] {
  const { openedAtMs: nowMs, destinationId } = attempt;
  const happenings = [
    ...events.map((event) => healthHappening(group, event)),
    ...capsReached(lane, nowMs).map((cap) => capHappening(group, destinationId, cap, nowMs)),
  ];
  if (state.trouble && isOver(state.trouble, nowMs)) {
    happenings.push(serving(group, state.trouble, nowMs));
    state.trouble = undefined;
  }
  return happenings;
}

/** What a refusal says to people: that its group is in trouble, once. */
export function narrateRefusal(
  { group }: Ledger,
  reason: Trouble['reason'],
  state: GroupState,
  nowMs: number,
): Happening[] {
  if (state.trouble) {
    prolong(state.trouble, nowMs);
    return [];
  }
  state.trouble = troubleBy(reason, nowMs);
  return [refusing(group, state.trouble)];
}

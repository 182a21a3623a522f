import type { GroupOutput } from '../../../../contract/group.ts';
import type { DestinationState } from '../../../../routing/route-group.ts';

/** What became of a destination's calls by its new state; `group` has it already. */
export function stateWords(
  group: GroupOutput,
  name: string,
  state: DestinationState,
  active: number,
): string {
  if (state === 'enabled') return `${name} takes calls again.`;
  return [`${name} is ${state}. New calls stop${staying(active)}.`, ...whenNoneIsLeft(group)].join(' ');
}

function staying(active: number): string {
  if (active === 0) return '';
  return active === 1
    ? '; 1 call in progress stays until it ends'
    : `; ${active.toLocaleString()} calls in progress stay until they end`;
}

function whenNoneIsLeft({ destinations, lastResort }: GroupOutput): string[] {
  if (destinations.some(({ state, percent }) => state === 'enabled' && percent > 0)) return [];
  return [`No destination is left: calls get ${lastResort ?? 'the application’s own backup number'}.`];
}

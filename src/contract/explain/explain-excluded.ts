import type { Decision, Excluded } from '../../routing/decision.ts';
import type { Period } from '../../routing/policies.ts';
import type { Destination } from '../../routing/route-group.ts';
import type { GroupThen } from './explain-decision.ts';
import { enumerate, nameOf } from './names.ts';
import { untilWords } from './until-words.ts';

/** What became of those that could not have the call: the tiers before, and what others got of their shares. */
export function explainExcluded(
  group: GroupThen,
  { candidates, excluded }: Decision,
  chosenId: number,
  atMs: number,
): string[] {
  const tier = tierOf(group, chosenId);
  const before = excluded.filter(({ destinationId }) => tierOf(group, destinationId) < tier);
  const beside = excluded.filter((each) => !before.includes(each) && hasShare(group, each));
  return [
    ...(before.length === 0 ? [] : [`${tiersBefore(tier)}: ${listExcluded(group, before, atMs)}.`]),
    ...(beside.length === 0
      ? []
      : [`${listExcluded(group, beside, atMs)}${candidates.length > 1 ? sharedOut(beside) : ''}.`]),
  ];
}

/** "Boston was at its cap of 40 calls in progress and Denver was closed until 08:00 UTC". */
export function listExcluded(
  group: GroupThen,
  excluded: readonly Excluded[],
  atMs: number,
  others = 0,
): string {
  const parts = excluded.map((each) =>
    `${nameOf(group, each.destinationId)} ${whyExcluded(group, each, atMs)}`
  );
  return enumerate(parts, others);
}

/** Why a destination could not have the call, as what is said of it: "was disabled". */
export function whyExcluded(group: GroupThen, excluded: Excluded, atMs: number): string {
  const { destinationId, reason, untilMs } = excluded;
  const destination = group.destinations.find(({ id }) => id === destinationId);
  const localZone = destination?.hours?.timeZone ?? group.timeZone;
  const until = (timeZone: string, precise = false) =>
    untilMs === null ? '' : ` until ${untilWords(untilMs, atMs, timeZone, precise)}`;
  switch (reason) {
    case 'off':
      return offWords(destination);
    case 'tried':
      return 'had been tried';
    case 'closed':
      return `was closed${until(localZone)}`;
    case 'ejected':
      return `was ejected for its failures${until(group.timeZone, true)}`;
    case 'over_cap':
      return `${usedUp(group, excluded, destination)}${
        until(excluded.shared === null ? localZone : group.timeZone)
      }`;
    case 'full':
      return fullWords(group, excluded, destination);
  }
}

function offWords(destination: Destination | undefined): string {
  if (destination?.state === 'draining') return 'was draining';
  if (destination?.state === 'disabled') return 'was disabled';
  return destination?.basisPoints === 0 ? 'had 0 %' : 'was off';
}

function usedUp(group: GroupThen, { per, shared }: Excluded, destination: Destination | undefined): string {
  const caps = shared === null
    ? destination?.caps
    : group.sharedCaps.find(({ name }) => name === shared)?.caps;
  const calls = caps?.find((cap) => cap.per === per)?.calls;
  const much = per === null ? '' : calls === undefined ? ` of ${an(per)}` : ` of ${calls} ${an(per)}`;
  return shared === null ? `had used up its cap${much}` : `had used up the shared cap ${shared}${much}`;
}

function fullWords(group: GroupThen, { shared }: Excluded, destination: Destination | undefined): string {
  const most = shared === null
    ? destination?.maxActive
    : group.sharedCaps.find(({ name }) => name === shared)?.maxActive;
  const of = most === undefined || most === null
    ? ''
    : ` of ${most} ${most === 1 ? 'call' : 'calls'} in progress`;
  return shared === null ? `was at its cap${of}` : `was at the shared cap ${shared}${of}`;
}

function an(per: Period): string {
  return `${per === 'hour' ? 'an' : 'a'} ${per}`;
}

function tierOf({ destinations }: GroupThen, destinationId: number): number {
  return destinations.find(({ id }) => id === destinationId)?.tier ?? 1;
}

/** A placeholder of 0 % has no share that others could get. */
function hasShare({ destinations }: GroupThen, { destinationId }: Excluded): boolean {
  return destinations.find(({ id }) => id === destinationId)?.basisPoints !== 0;
}

function tiersBefore(tier: number): string {
  return tier === 2 ? 'Tier 1 could not take the call' : `No tier before ${tier} could take the call`;
}

function sharedOut(excluded: readonly Excluded[]): string {
  return `; ${excluded.length === 1 ? 'its share' : 'their shares'} went to the others in proportion`;
}

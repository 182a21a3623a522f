import { capFaults, sharedCapFaults } from './cap-faults.ts';
import { checkDestinationUri } from '../destination.ts';
import { hoursFaults, timeZoneFaults } from './hours-faults.ts';
import type { DestinationPolicies, GroupPolicies, HealthSettings } from '../policies.ts';
import type { Remark, RouteGroup } from '../route-group.ts';

/** What the checks need to see of a group that is being written; a destination without an id is new. */
export type PolicyDraft =
  & GroupPolicies
  & Pick<RouteGroup, 'retryWindowSeconds'>
  & { readonly destinations: readonly (DestinationPolicies & { readonly id?: number })[] };

/** Everything that stops the policies of a group from being kept, with what to do about it. */
export function policyFaults(draft: PolicyDraft): Remark[] {
  const ids = draft.destinations.map(({ id }) => id).filter((id) => id !== undefined);
  return [
    ...draft.destinations.flatMap((destination, index) => destinationFaults(destination, index)),
    ...timeZoneFaults(draft.timeZone, ['timeZone']),
    ...sharedCapFaults(draft.sharedCaps, ids),
    ...lastResortFaults(draft),
    ...chainFaults(draft),
    ...holdFaults(draft),
    ...healthFaults(draft.health),
  ];
}

function destinationFaults({ hours, caps }: DestinationPolicies, index: number): Remark[] {
  const path = ['destinations', index];
  return [
    ...(hours === null ? [] : hoursFaults(hours, [...path, 'hours'])),
    ...capFaults(caps, [...path, 'caps']),
  ];
}

function lastResortFaults({ lastResort }: GroupPolicies): Remark[] {
  const faults = lastResort === null ? [] : checkDestinationUri(lastResort).faults;
  return faults.map((message) => ({ path: ['lastResort'], message }));
}

function chainFaults({ maxAttempts, terminalOutcomes }: GroupPolicies): Remark[] {
  return [
    ...(maxAttempts === null ? [] : wholeFaults(maxAttempts, 1, 1000, ['maxAttempts'])),
    ...(terminalOutcomes.includes('connected')
      ? [{ path: ['terminalOutcomes'], message: 'After a call was connected nothing is retried anyway.' }]
      : []),
  ];
}

/** What a retry looks back at must not have ended by itself. */
function holdFaults({ holdSeconds, retryWindowSeconds }: PolicyDraft): Remark[] {
  if (holdSeconds === null) return [];
  const faults = wholeFaults(holdSeconds, 1, 604_800, ['holdSeconds']);
  if (faults.length > 0 || holdSeconds >= retryWindowSeconds) return faults;
  const message =
    `A call can't be held for less (${holdSeconds} s) than the retry window (${retryWindowSeconds} s).`;
  return [{ path: ['holdSeconds'], message }];
}

function healthFaults(health: HealthSettings): Remark[] {
  const { consecutiveFailures, failurePercent, minimumAttempts, ejectSeconds, panicPercent } = health;
  return [
    ...wholeFaults(consecutiveFailures, 1, 1000, ['health', 'consecutiveFailures']),
    ...(failurePercent === null ? [] : wholeFaults(failurePercent, 1, 100, ['health', 'failurePercent'])),
    ...wholeFaults(minimumAttempts, 1, 10_000, ['health', 'minimumAttempts']),
    ...wholeFaults(ejectSeconds, 1, 86_400, ['health', 'ejectSeconds']),
    ...wholeFaults(panicPercent, 0, 100, ['health', 'panicPercent']),
  ];
}

function wholeFaults(value: number, least: number, most: number, path: Remark['path']): Remark[] {
  if (Number.isInteger(value) && value >= least && value <= most) return [];
  return [{ path, message: `A whole number from ${least} to ${most}.` }];
}

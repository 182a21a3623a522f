import type { DestinationPolicies, GroupPolicies } from './policies.ts';
import type { Destination, RouteGroup } from './route-group.ts';

/** What holds for a destination that says nothing else. */
export const DEFAULT_DESTINATION_POLICIES: DestinationPolicies = { hours: null, caps: [] };

/**
 * What holds for a group that says nothing else. Health is observed: whoever turns ejection on has seen before what it
 * would have done, and until then no call goes elsewhere than the percents say.
 */
export const DEFAULT_POLICIES: GroupPolicies = {
  timeZone: 'UTC',
  sharedCaps: [],
  lastResort: null,
  terminalOutcomes: ['declined'],
  maxAttempts: null,
  holdSeconds: null,
  health: {
    mode: 'observe',
    consecutiveFailures: 5,
    failurePercent: 50,
    minimumAttempts: 20,
    ejectSeconds: 30,
    panicPercent: 50,
  },
};

/** A destination as it is written: without the policies that it leaves at their defaults. */
export type WrittenDestination =
  & Omit<Destination, keyof DestinationPolicies>
  & Partial<DestinationPolicies>;

/** A group as it is written: without the policies that it leaves at their defaults. */
export type WrittenGroup =
  & Omit<RouteGroup, keyof GroupPolicies | 'destinations'>
  & Partial<GroupPolicies>
  & { readonly destinations: readonly WrittenDestination[] };

/** The group with every policy in place. */
export function withDefaults(written: WrittenGroup): RouteGroup {
  const destinations = written.destinations.map((each) => ({ ...DEFAULT_DESTINATION_POLICIES, ...each }));
  return { ...DEFAULT_POLICIES, ...written, destinations };
}

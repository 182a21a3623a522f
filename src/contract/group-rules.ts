import type { z } from 'zod';
import { policyFaults } from '../routing/checks/policy-faults.ts';
import { DEFAULT_DESTINATION_POLICIES, DEFAULT_POLICIES } from '../routing/default-policies.ts';
import type { DestinationPolicies, GroupPolicies } from '../routing/policies.ts';
import type { Remark, RouteGroup } from '../routing/route-group.ts';
import type { SharedCapInput } from './policies.ts';
import { membersOf, type Referable, referenceFaults } from './references.ts';

type Issues = z.core.ParsePayload['issues'];

/** When a rule between fields can be checked: none of the fields that it reads has a fault of its own. */
export function readable(reads: (path: string[]) => boolean) {
  return ({ issues }: { readonly issues: Issues }): boolean =>
    !issues.some(({ code, path = [] }) =>
      code !== 'unrecognized_keys' && (path.length === 0 || reads(path.map(String)))
    );
}

export function report(faults: readonly Remark[], context: z.core.$RefinementCtx) {
  for (const { path, message } of faults) context.addIssue({ code: 'custom', path: [...path], message });
}

/** An id names one destination: twice in a list, it would be unclear whose calls in progress it keeps. */
export function repeatedIds(destinations: readonly { readonly id?: number }[]): Remark[] {
  const ids = destinations.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? [{ path: ['destinations', index, 'id'], message: `The id ${id} is here twice.` }]
      : []
  );
}

/** What the rules for policies read of a group that is written. */
export type WrittenPolicies =
  & Omit<GroupPolicies, 'sharedCaps'>
  & Pick<RouteGroup, 'retryWindowSeconds'>
  & {
    readonly sharedCaps: readonly SharedCapInput[];
    readonly destinations: readonly (DestinationPolicies & Referable)[];
  };

/** What is checked in place of fields that have an issue of their own. None of it has a fault. */
const LEFT_OUT = {
  group: { ...DEFAULT_POLICIES, retryWindowSeconds: 0 },
  destination: { ...DEFAULT_DESTINATION_POLICIES, id: undefined, name: '' },
  sharedCap: { destinations: [], maxActive: 0, caps: [{ per: 'day', calls: 1 }] },
} as const;

/** What is wrong with the policies. A field with an issue of its own already is checked as if it were left out. */
export function writtenPolicyFaults(group: WrittenPolicies, issues: Issues): Remark[] {
  const destinations = listed(group.destinations).map((destination, place) =>
    soundFields(destination, LEFT_OUT.destination, ['destinations', place], issues)
  );
  const sharedCaps = listed(Array.isArray(group.destinations) ? group.sharedCaps : []).map((cap, place) =>
    soundFields(cap, { ...LEFT_OUT.sharedCap, name: `\0${place}` }, ['sharedCaps', place], issues)
  );
  const faults = policyFaults({
    ...soundFields(group, LEFT_OUT.group, [], issues),
    health: soundFields(group.health, DEFAULT_POLICIES.health, ['health'], issues),
    destinations: destinations.map((each, place) => ({ ...each, id: place })),
    sharedCaps: sharedCaps.map((cap) => ({ ...cap, destinations: membersOf(cap, destinations) })),
  });
  /** To be left without any member by references that are wrong is no fault of its own. */
  const isEmptied = ({ path }: Remark) =>
    path[0] === 'sharedCaps' && path[2] === 'destinations' &&
    (sharedCaps[Number(path[1])].destinations.length > 0 || hasIssue(issues, path));
  return [
    ...faults.filter((fault) => !isEmptied(fault)),
    ...sharedCaps.flatMap((cap, index) => referenceFaults(cap, destinations, ['sharedCaps', index])),
  ];
}

/** What was written in place of a list has an issue, and has no entries. */
function listed<Entry>(written: readonly Entry[]): readonly Entry[] {
  return Array.isArray(written) ? written : [];
}

/** The fields that `leftOut` has: as they were written, or as there when they have an issue. */
function soundFields<Written extends object, Field extends keyof Written & string>(
  written: Written,
  leftOut: Pick<Written, Field>,
  at: readonly PropertyKey[],
  issues: Issues,
): Pick<Written, Field> {
  const fields = Object.keys(leftOut) as Field[];
  const sound = fields.map((field) => [field, (hasIssue(issues, [...at, field]) ? leftOut : written)[field]]);
  return Object.fromEntries(sound);
}

/** Whether there is an issue with a field, with something in it, or with what it is in. */
function hasIssue(issues: Issues, field: readonly PropertyKey[]): boolean {
  return issues.some(({ code, path = [] }) =>
    code !== 'unrecognized_keys' && field.every((part, depth) => depth >= path.length || path[depth] === part)
  );
}

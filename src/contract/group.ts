import { z } from 'zod';
import { checkDestinationUri } from '../routing/destination.ts';
import { actor } from './actor.ts';
import { readable, repeatedIds, report, writtenPolicyFaults } from './group-rules.ts';
import { name } from './name.ts';
import {
  destinationPolicies,
  destinationPoliciesEdit,
  destinationPoliciesInput,
  groupPolicies,
  groupPoliciesEdit,
  groupPoliciesInput,
  period,
} from './policies.ts';
import { type GroupDraft, percentFaults, WHOLE, windowFaults } from '../routing/route-group.ts';

/** A percent with at most two decimals, as people write it. */
export const percent = z.number('Enter a percent, such as 33.33.').min(0, 'A percent is at least 0.')
  .max(100, 'A percent is at most 100.')
  .refine(
    (value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
    'A percent has at most two decimals.',
  );

export const balance = z.enum(['active', 'calls']);
export const destinationState = z.enum(['enabled', 'draining', 'disabled']);

const seconds = (least: number, most: number) =>
  z.number().int('Whole seconds.').min(least, `At least ${least} seconds.`).max(
    most,
    `At most ${most} seconds.`,
  );

/** Fields that the service gives and nobody sets: accepted so that what was read can be sent back, and not used. */
const readOnly = z.unknown().optional().meta({ readOnly: true });

const destinationId = z.int('An id is a whole number.').positive('An id is 1 or more.');

const destinationFields = {
  name,
  uri: z.string('Enter a destination.').superRefine((uri, context) => {
    for (const message of checkDestinationUri(uri).faults) context.addIssue({ code: 'custom', message });
  }),
  percent,
  tier: z.int('A tier is a whole number.').min(1, 'Tiers start at 1.').max(10, 'There are at most 10 tiers.'),
  maxActive: z.int('A cap is a whole number, or null for no cap.')
    .min(0, 'A cap is 0 or more; leave it empty for no cap.').max(1_000_000, 'A cap is at most 1000000.')
    .nullable(),
  state: destinationState,
};

/** A destination as it is written. An `id` names the one whose calls in progress it keeps. */
export const destinationInput = z.strictObject({
  id: destinationId.optional(),
  ...destinationFields,
  tier: destinationFields.tier.default(1),
  maxActive: destinationFields.maxActive.default(null),
  state: destinationFields.state.default('enabled'),
  ...destinationPoliciesInput,
}).meta({ id: 'DestinationInput' });

const groupFields = {
  name,
  balance,
  sessionTtlSeconds: seconds(10, 604_800),
  retryWindowSeconds: seconds(0, 86_400),
};

/** Every destination of a group, in the order people gave them. */
const listOf = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(entry, 'Destinations are a list.').max(1000, 'A group has at most 1000 destinations.');

const groupReadOnly = {
  id: readOnly,
  version: readOnly,
  key: readOnly,
  url: readOnly,
  completeUrl: readOnly,
  warnings: readOnly,
  createdAt: readOnly,
  updatedAt: readOnly,
  updatedBy: readOnly,
  deletedAt: readOnly,
  nextChangeAt: readOnly,
};

/**
 * A group as it is written, with defaults for what is left out. Every fault is found at once: a rule between fields
 * is checked as soon as the fields that it reads have no fault of their own.
 */
export const groupInput = z.strictObject({
  ...groupFields,
  balance: balance.default('active'),
  sessionTtlSeconds: groupFields.sessionTtlSeconds.default(7200),
  retryWindowSeconds: groupFields.retryWindowSeconds.default(120),
  ...groupPoliciesInput,
  destinations: listOf(destinationInput).default([]),
  ...groupReadOnly,
})
  // Before the percents, whose fault is one of the whole list of destinations.
  .superRefine((group, context) => report(writtenPolicyFaults(group, context.issues), context), {
    when: readable(() => false),
  })
  .superRefine((group, context) => report(windowFaults(group), context), {
    when: readable(([field]) => field === 'sessionTtlSeconds' || field === 'retryWindowSeconds'),
  })
  .superRefine((group, context) => report(repeatedIds(group.destinations), context), {
    when: readable(([field, , of]) => field === 'destinations' && [undefined, 'id'].includes(of)),
  })
  .superRefine((group, context) => report(percentFaults(draftOf(group)), context), {
    when: readable(([field, , of]) =>
      field === 'destinations' && [undefined, 'percent', 'tier'].includes(of)
    ),
  })
  .meta({ id: 'GroupInput' });

/** A destination in an edit: with the `id` of one of the group's, what is left out keeps its value. */
export const destinationEdit = z.strictObject({ ...destinationFields, ...destinationPoliciesEdit }).partial()
  .extend({ id: destinationId.optional() }).meta({ id: 'DestinationEdit' });

/** An edit of a group: what is left out keeps its value. The whole that results must be a `groupInput`. */
export const groupEdit = z.strictObject({
  ...groupFields,
  ...groupPoliciesEdit,
  destinations: listOf(destinationEdit),
}).partial().extend(groupReadOnly).meta({ id: 'GroupEdit' });

export type DestinationInput = z.output<typeof destinationInput>;
export type GroupInput = z.output<typeof groupInput>;
export type DestinationEdit = z.input<typeof destinationEdit>;
export type GroupEdit = z.input<typeof groupEdit>;

/** A remark about one field: `path` leads to it from the group. */
export const remark = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })
  .meta({ id: 'Remark' });

export const destinationOutput = z.object({
  id: z.number().int(),
  name: z.string(),
  uri: z.string(),
  percent,
  tier: z.number().int(),
  maxActive: z.number().int().nullable(),
  state: destinationState,
  ...destinationPolicies,
}).meta({ id: 'Destination' });

const timestamp = z.iso.datetime();

export const groupOutput = z.object({
  id: z.number().int(),
  version: z.number().int(),
  name: z.string(),
  balance,
  key: z.string(),
  url: z.url().describe('Where a voice application asks for the next destination.'),
  completeUrl: z.url().describe('Where it reports that the session has ended, within this group.'),
  sessionTtlSeconds: z.number().int(),
  retryWindowSeconds: z.number().int(),
  ...groupPolicies,
  destinations: z.array(destinationOutput),
  warnings: z.array(remark).describe('Doubts that did not stop the save.'),
  createdAt: timestamp,
  updatedAt: timestamp,
  updatedBy: actor.describe('Who made the present version.'),
  deletedAt: timestamp.nullable(),
  nextChangeAt: timestamp.nullable().describe('When the next scheduled edit is due.'),
}).meta({ id: 'Group' });

export const groupList = z.object({ groups: z.array(groupOutput) });

const share = z.number().nullable().describe(
  'Percent of the whole, two decimals; null while there is nothing to divide.',
);

/** How much of a cap is used. */
export const limitUse = z.object({
  shared: z.string().nullable().describe(
    "The name of the shared cap; null when it is the destination's own.",
  ),
  per: period.nullable().describe('What calls are counted over; null for calls in progress.'),
  used: z.number().int(),
  most: z.number().int(),
  until: timestamp.nullable().describe('When it begins to count anew; null for calls in progress.'),
}).meta({ id: 'LimitUse' });

export const destinationLive = z.object({
  id: z.number().int(),
  name: z.string(),
  percent: percent.describe('The target.'),
  active: z.number().int().describe('Calls in progress.'),
  activeShare: share,
  placed: z.number().int().describe('Calls placed since the time in `since`.'),
  placedShare: share,
  state: z.enum(['open', 'draining', 'disabled', 'no_share', 'closed', 'ejected', 'over_cap', 'full'])
    .describe('What keeps new calls away: policies, or what somebody chose. `no_share`: its percent is 0.'),
  until: timestamp.nullable().describe('When that is over by itself; null at any moment, or never.'),
  health: z.enum(['in_service', 'ejected', 'on_trial']).describe(
    'What its failures say, also when `state` is `open` all the same: health is only observed, or too few others are left.',
  ),
  limits: z.array(limitUse).describe('Every cap that holds for it, with how much of it is used.'),
}).meta({ id: 'DestinationLive' });

export const groupLive = z.object({
  id: z.number().int(),
  version: z.number().int(),
  balance,
  since: timestamp,
  active: z.number().int().describe('Calls in progress, those at destinations since removed included.'),
  placed: z.number().int(),
  destinations: z.array(destinationLive),
}).meta({ id: 'GroupLive' });

export type Remark = z.output<typeof remark>;
export type DestinationOutput = z.output<typeof destinationOutput>;
export type GroupOutput = z.output<typeof groupOutput>;
export type GroupLive = z.output<typeof groupLive>;
export type DestinationLive = z.output<typeof destinationLive>;
export type LimitUse = z.output<typeof limitUse>;

/** What the routing rules need of a written group. */
export function draftOf(group: {
  sessionTtlSeconds: number;
  retryWindowSeconds: number;
  destinations: readonly { name: string; uri: string; percent: number; tier: number }[];
}): GroupDraft {
  const { sessionTtlSeconds, retryWindowSeconds } = group;
  const destinations = group.destinations.map(({ name, uri, percent, tier }) => ({
    name,
    uri,
    tier,
    basisPoints: toBasisPoints(percent),
  }));
  return { sessionTtlSeconds, retryWindowSeconds, destinations };
}

export const toBasisPoints = (percent: number): number => Math.round((percent * WHOLE) / 100);
export const toPercent = (basisPoints: number): number => (basisPoints * 100) / WHOLE;

import { z } from 'zod';
import { nextPosition, queryGroup, queryLimit, queryPosition, queryTime } from './paging.ts';
import { period } from './policies.ts';

/**
 * What happens to destinations, groups and the service by itself: for the live board, the history and webhooks. What
 * people change is in the audit log.
 */
export const eventCommon = {
  id: z.number().int(),
  at: z.iso.datetime(),
};

/** The group of an event. */
export const eventGroup = z.object({
  id: z.number().int(),
  name: z.string().describe('Its name now; empty when it is gone.'),
}).describe('The group it happened to.');

const destination = z.object({
  id: z.number().int(),
  name: z.string().describe('Its name now; empty when it is gone.'),
}).describe('The destination it happened to.');

const ofDestination = { ...eventCommon, group: eventGroup, destination };

const observed = z.boolean().describe('Whether it was only observed: no call went elsewhere for it.');

const count = z.number().int();

const failureEvidence = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('consecutive'), failures: count }),
  z.object({ rule: z.literal('percent'), failures: count, attempts: count }),
  z.object({ rule: z.literal('trial'), attemptId: count }),
]).describe('The failures that it rests on.');

const returnEvidence = z.object({ rule: z.enum(['served', 'still_up']), attemptId: count })
  .describe('The call that showed it.');

const refusalReason = z.enum(['no_destination', 'at_capacity', 'closed', 'unhealthy']);

export const serviceEvent = z.discriminatedUnion('kind', [
  z.object({
    ...ofDestination,
    kind: z.literal('destination.ejected').describe('Its calls failed: it gets none for a while.'),
    observed,
    because: failureEvidence,
    until: z.iso.datetime(),
    ejections: count.describe('Which of the ejections in a row it is, from 1.'),
  }),
  z.object({
    ...ofDestination,
    kind: z.literal('destination.spared').describe('Its calls failed, but too few others would be left.'),
    observed,
    because: failureEvidence,
  }),
  z.object({
    ...ofDestination,
    kind: z.literal('destination.trial').describe('Its ejection is over: one call shows whether it is back.'),
    observed,
    attemptId: count,
  }),
  z.object({
    ...ofDestination,
    kind: z.literal('destination.returned').describe('The trial went well: calls come back, more and more.'),
    observed,
    because: returnEvidence,
  }),
  z.object({
    ...ofDestination,
    kind: z.literal('destination.cap_reached').describe(
      'A cap is used up. That of calls in progress is told at most every five minutes.',
    ),
    per: period.nullable().describe('Null for calls in progress.'),
    most: count,
    shared: z.string().nullable().describe('The name of the cap, when destinations share it.'),
    until: z.iso.datetime().nullable().describe('When it begins to count anew.'),
  }),
  z.object({
    ...eventCommon,
    group: eventGroup,
    kind: z.literal('group.refusing').describe('No destination could take a call: callers are refused.'),
    reason: refusalReason,
    lastResort: z.boolean().describe('Whether callers get the group’s last resort.'),
  }),
  z.object({
    ...eventCommon,
    group: eventGroup,
    kind: z.literal('group.serving').describe('Calls are placed again, and none was refused for a minute.'),
    reason: refusalReason,
    since: z.iso.datetime().describe('When it began to refuse.'),
    refused: count.describe('How many calls it refused meanwhile.'),
  }),
  z.object({
    ...eventCommon,
    kind: z.literal('service.degraded').describe(
      'Storage failed, calls were answered from memory, and storage is back. Told once it is.',
    ),
    since: z.iso.datetime(),
  }),
]).meta({ id: 'ServiceEvent' });

export type ServiceEvent = z.output<typeof serviceEvent>;

export const serviceEventKinds = serviceEvent.options.map(({ shape }) => shape.kind.value);

export type ServiceEventKind = ServiceEvent['kind'];

/** The most events that one page has, and how many it has unless asked for another number. */
export const MOST_SERVICE_EVENTS = 100;
const EVENTS = 50;

/** Which events to find; one matches when it matches everything that is given. */
export const serviceEventQuery = z.strictObject({
  group: queryGroup.optional(),
  kind: z.enum(serviceEventKinds).optional(),
  from: queryTime('The earliest time.').optional(),
  to: queryTime('Only what was earlier.').optional(),
  before: queryPosition.optional(),
  limit: queryLimit(MOST_SERVICE_EVENTS, EVENTS),
});

export const serviceEventPage = z.object({
  events: z.array(serviceEvent).describe(
    'The newest first. Those of the whole service are always among them.',
  ),
  next: nextPosition,
});

export type ServiceEventPage = z.output<typeof serviceEventPage>;
export type ServiceEventQuery = z.output<typeof serviceEventQuery>;

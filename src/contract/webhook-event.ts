import { z } from 'zod';
import { actor } from './actor.ts';
import { eventCommon, eventGroup, serviceEvent } from './event.ts';
import { groupVersion } from './group-version.ts';

const groupEdited = z.object({
  ...eventCommon,
  kind: z.literal('group.edited').describe('Somebody, or a schedule, made a new version of a group.'),
  group: eventGroup,
  action: groupVersion.shape.action,
  version: z.number().int().describe('The version that it made.'),
  who: actor,
  changes: z.array(z.string()).describe('What is different in the group, a line each.'),
});

const webhookTest = z.object({
  at: z.iso.datetime(),
  kind: z.literal('webhook.test').describe('Somebody tries the webhook.'),
  webhook: z.object({ id: z.number().int(), description: z.string() }),
  who: actor,
});

/** Everything that is sent to webhooks. */
export const webhookEvent = z.discriminatedUnion('kind', [
  ...serviceEvent.options,
  groupEdited,
  webhookTest,
]).meta({ id: 'WebhookEvent' });

export const webhookEventKind = z.enum(webhookEvent.options.map(({ shape }) => shape.kind.value));

/** The kinds that a webhook can have or not; a test always comes. */
export const webhookKind = webhookEventKind.exclude(['webhook.test']);

/** The body of a request, in the structure that Standard Webhooks recommends. */
export const webhookBody = z.object({
  type: webhookEventKind,
  timestamp: z.iso.datetime().describe('When it happened.'),
  account: z.number().int().describe('The number of the account.'),
  data: webhookEvent,
}).meta({ id: 'WebhookBody' });

export type WebhookEvent = z.output<typeof webhookEvent>;
export type WebhookKind = z.output<typeof webhookKind>;
export type WebhookBody = z.output<typeof webhookBody>;

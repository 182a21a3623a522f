import { z } from 'zod';
import { webhookEventKind, webhookKind } from './webhook-event.ts';

/** How many webhooks an account has at most. */
export const MOST_WEBHOOKS = 20;

/** For how long the secret before a rotation signs as well. */
export const BOTH_SECRETS_HOURS = 24;

const MOST_URL_CHARACTERS = 2000;

/** Where events are sent to. Which addresses may be is the installation's to say. */
const url = z.string('Enter an address.').trim().superRefine((text, context) => {
  const fault = urlFault(text);
  if (fault) context.addIssue({ code: 'custom', message: fault });
}).meta({
  format: 'uri',
  description: 'An http: or https: address.',
  examples: ['https://example.com/events'],
});

const description = z.string().trim().max(100, 'At most 100 characters.')
  // deno-lint-ignore no-control-regex
  .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'A text without line breaks or control characters.')
  .describe('What receives the events, in words.');

const kinds = z.array(webhookKind).min(1, 'Choose at least one kind of event.').nullable()
  .describe('The kinds of events that are sent; null for all, those of later releases as well.');

const groups = z.array(z.int().positive()).min(1, 'Choose at least one route group.').max(1000).nullable()
  .describe(
    'The ids of the groups whose events are sent; null for all. What concerns no group is always sent.',
  );

export const webhookInput = z.strictObject({
  url,
  description: description.default(''),
  kinds: kinds.default(null),
  groups: groups.default(null),
});

/** What is left out stays as it is. */
export const webhookEdit = z.strictObject({
  url,
  description,
  kinds,
  groups,
  enabled: z.boolean().describe('False sends nothing until it is true again; events meanwhile are not sent.'),
}).partial();

const moment = z.iso.datetime();

export const webhookOutput = z.object({
  id: z.number().int(),
  url: z.string(),
  description: z.string(),
  kinds: z.array(z.string()).nullable(),
  groups: z.array(z.number().int()).nullable(),
  enabled: z.boolean(),
  disabledAt: moment.nullable(),
  disabledBecause: z.string().nullable().describe('Why the service disabled it; null when somebody did.'),
  failingSince: moment.nullable().describe('Since when no delivery went well.'),
  lastDeliveredAt: moment.nullable().describe('To the minute.'),
  previousSecretUntil: moment.nullable().describe('Until when the secret before signs as well.'),
  createdAt: moment,
  createdBy: z.string(),
}).meta({ id: 'Webhook' });

/** Which addresses the installation sends to: none, public ones, private ones as well. */
export const webhookReach = z.enum(['off', 'public', 'any']);

export const webhookList = z.object({
  webhooks: z.array(webhookOutput),
  reach: webhookReach.describe('Where this installation sends: nowhere, to public addresses, or to any.'),
});

/** `secret` verifies what is sent. It is shown this one time. */
export const webhookSecret = z.object({ webhook: webhookOutput, secret: z.string() });

export const deliveryState = z.enum(['pending', 'delivered', 'failed', 'given_up'])
  .describe(
    'Not tried yet; answered with 2xx; tried in vain and tried again at `nextAt`; not tried any more.',
  );

export const deliveryOutput = z.object({
  id: z.number().int(),
  messageId: z.string().describe('The header `webhook-id`: the same at each try.'),
  kind: webhookEventKind,
  state: deliveryState,
  createdAt: moment,
  attempts: z.number().int(),
  nextAt: moment.nullable().describe('When it is tried next.'),
  lastAt: moment.nullable().describe('When it was tried last.'),
  status: z.number().int().nullable().describe('The HTTP status of the last try; null when none came.'),
  response: z.string().nullable().describe('The beginning of the last response.'),
  error: z.string().nullable().describe('Why the last try failed.'),
  tookMs: z.number().int().nullable().describe('How long the last try took.'),
  body: z.string().describe('What is sent, as it is signed.'),
}).meta({ id: 'WebhookDelivery' });

export const deliveryPage = z.object({
  deliveries: z.array(deliveryOutput),
  next: z.number().int().nullable().describe('Send it as `before` for the next page. Null on the last.'),
});

/** The most deliveries that one page has, and how many it has unless asked for another number. */
const MOST_DELIVERIES = 100;
const DELIVERIES = 20;

const whole = (what: string) =>
  z.string().regex(/^[1-9]\d{0,14}$/, 'A whole number.').transform(Number)
    .meta({ description: what, type: 'integer', pattern: undefined });

export const deliveryQuery = z.strictObject({
  before: whole('The `next` of the page before.').optional(),
  state: deliveryState.optional(),
  limit: whole('How many deliveries a page has at most.')
    .refine((limit) => limit <= MOST_DELIVERIES, `At most ${MOST_DELIVERIES} deliveries.`).default(
      DELIVERIES,
    ),
});

export type WebhookInput = z.output<typeof webhookInput>;
export type WebhookEdit = z.output<typeof webhookEdit>;
export type WebhookOutput = z.output<typeof webhookOutput>;
export type WebhookList = z.output<typeof webhookList>;
export type WebhookSecret = z.output<typeof webhookSecret>;
export type WebhookReach = z.output<typeof webhookReach>;
export type DeliveryState = z.output<typeof deliveryState>;
export type DeliveryOutput = z.output<typeof deliveryOutput>;
export type DeliveryPage = z.output<typeof deliveryPage>;

function urlFault(text: string): string | undefined {
  if (!URL.canParse(text) || !/^https?:\/\//i.test(text)) {
    return 'Enter an address such as https://example.com/events.';
  }
  const { username, password, hash } = new URL(text);
  if (username || password) {
    return 'Leave user and password out: events are known by their signature.';
  }
  if (hash) return 'Leave out what comes after #: it is never sent.';
  return text.length > MOST_URL_CHARACTERS ? `At most ${MOST_URL_CHARACTERS} characters.` : undefined;
}

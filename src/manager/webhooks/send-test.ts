import type { WebhookBody } from '../../contract/webhook-event.ts';
import type { Actor } from '../../directory/directory.ts';
import type { Deliveries, Delivery } from '../../directory/webhooks/deliveries.ts';
import type { Webhook } from '../../directory/webhooks/webhooks.ts';
import { LEASE_MS } from './dispatcher.ts';
import { newMessageId } from './signature.ts';
import { tryDelivery, type TryingOptions } from './try-delivery.ts';

export interface TestOptions extends TryingOptions {
  readonly deliveries: Pick<Deliveries, 'addClaimed' | 'record'>;
}

/** Sends a test at once, and answers how it went. It is tried once, and says nothing of whether the webhook is failing. */
export async function sendTest(
  webhook: Webhook,
  who: Actor,
  { deliveries, ...options }: TestOptions,
): Promise<Delivery> {
  const at = options.now();
  const messageId = newMessageId();
  const until = new Date(at.getTime() + LEASE_MS);
  const body = JSON.stringify(testBody(webhook, who, at));
  const kind = 'webhook.test';
  const delivery = await deliveries.addClaimed(
    { webhookId: webhook.id, eventKey: messageId, messageId, kind, body, at },
    until,
  );
  const { outcome } = await tryDelivery({ webhook, delivery }, new AbortController().signal, options);
  const state = outcome.error === null ? 'delivered' : 'given_up';
  await deliveries.record(delivery, { state, nextAt: null, outcome });
  return { ...delivery, state, nextAt: null, last: outcome };
}

function testBody(
  { id, description, accountId }: Webhook,
  { kind, id: whoId, name }: Actor,
  at: Date,
): WebhookBody {
  const timestamp = at.toISOString();
  return {
    type: 'webhook.test',
    timestamp,
    account: accountId,
    data: {
      kind: 'webhook.test',
      at: timestamp,
      webhook: { id, description },
      who: { kind, id: whoId, name },
    },
  };
}

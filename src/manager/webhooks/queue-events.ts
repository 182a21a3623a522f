import { setImmediate } from 'node:timers/promises';
import type { WebhookBody, WebhookEvent } from '../../contract/webhook-event.ts';
import type { Deliveries, NewDelivery } from '../../directory/webhooks/deliveries.ts';
import type { Webhook, Webhooks } from '../../directory/webhooks/webhooks.ts';
import type { EventSource, SourceEvent } from './event-source.ts';
import { newMessageId } from './signature.ts';

export interface QueueingOptions {
  readonly webhooks: Pick<Webhooks, 'enabled'>;
  readonly deliveries: Pick<Deliveries, 'add'>;
  readonly now: () => Date;
}

/** What is found out this long after it happened is not sent any more, in milliseconds: it would alarm people in vain. */
const TOO_LATE_MS = 24 * 3_600_000;

/** Puts a delivery into the queue for every webhook that wants an event. */
export async function queueEvents(
  { name }: Pick<EventSource, 'name'>,
  events: readonly SourceEvent[],
  { webhooks, deliveries, now }: QueueingOptions,
): Promise<void> {
  const all = await webhooks.enabled();
  const earliest = new Date(now().getTime() - TOO_LATE_MS);
  for (const event of events) {
    const wanting = event.at < earliest ? [] : all.filter((webhook) => wants(webhook, event));
    if (wanting.length === 0) continue;
    const data = await event.tell();
    // The time as well: a database that was restored gives ids anew.
    const key = `${name}-${event.id}-${event.at.getTime()}`;
    await deliveries.add(wanting.map((webhook) => deliveryOf(webhook, data, key, now())));
    // An embedded database answers on the thread that answers calls: they have their turn.
    await setImmediate();
  }
}

/** What concerns no group or no account concerns everybody. */
function wants({ accountId, kinds, groupIds, activeSince }: Webhook, event: SourceEvent): boolean {
  return (event.accountId === null || event.accountId === accountId) && event.kind !== undefined &&
    event.at >= activeSince &&
    (kinds === null || kinds.includes(event.kind)) &&
    (groupIds === null || event.groupId === null || groupIds.includes(event.groupId));
}

function deliveryOf(
  { id: webhookId, accountId }: Webhook,
  data: WebhookEvent,
  eventKey: string,
  at: Date,
): NewDelivery {
  const { kind } = data;
  const body: WebhookBody = { type: kind, timestamp: data.at, account: accountId, data };
  return { webhookId, eventKey, messageId: newMessageId(), kind, body: JSON.stringify(body), at };
}

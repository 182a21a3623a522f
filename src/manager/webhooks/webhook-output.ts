import type { DeliveryOutput, DeliveryPage, WebhookOutput } from '../../contract/webhook.ts';
import type { Delivery, DeliveryRows } from '../../directory/webhooks/deliveries.ts';
import type { Webhook } from '../../directory/webhooks/webhooks.ts';

/** A webhook as the REST API gives it: without its secrets. */
export function webhookOutputOf(webhook: Webhook, now: Date): WebhookOutput {
  const { id, url, description, kinds, groupIds, disabled, previous, createdAt, createdBy } = webhook;
  return {
    ...{ id, url, description },
    kinds: kinds && [...kinds],
    groups: groupIds && [...groupIds],
    enabled: disabled === null,
    disabledAt: text(disabled?.at),
    disabledBecause: disabled?.because ?? null,
    failingSince: text(webhook.failingSince),
    lastDeliveredAt: text(webhook.lastDeliveredAt),
    previousSecretUntil: previous && previous.until > now ? text(previous.until) : null,
    createdAt: createdAt.toISOString(),
    createdBy,
  };
}

export function deliveryPageOf({ deliveries, next }: DeliveryRows): DeliveryPage {
  return { deliveries: deliveries.map(deliveryOutputOf), next: next ?? null };
}

export function deliveryOutputOf(delivery: Delivery): DeliveryOutput {
  const { id, messageId, kind, state, createdAt, attempts, nextAt, last, body } = delivery;
  return {
    ...{ id, messageId, kind: kind as DeliveryOutput['kind'], state, body, attempts },
    createdAt: createdAt.toISOString(),
    nextAt: text(nextAt),
    lastAt: text(last?.at),
    status: last?.status ?? null,
    response: last?.response ?? null,
    error: last?.error ?? null,
    tookMs: last?.tookMs ?? null,
  };
}

function text(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}

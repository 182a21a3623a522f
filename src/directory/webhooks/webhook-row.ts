import type { Selectable } from 'kysely';
import type { WebhookDeliveryTable, WebhookTable } from '../directory-schema.ts';
import type { Delivery, Outcome } from './deliveries.ts';
import type { Webhook, WebhookContent } from './webhooks.ts';

/** The columns of what people decide; what is left out is not among them. */
export function columnsOf({ url, description, kinds, groupIds }: Partial<WebhookContent>) {
  return {
    ...(url === undefined ? {} : { url }),
    ...(description === undefined ? {} : { description }),
    ...(kinds === undefined ? {} : { kinds: kinds && JSON.stringify(kinds) }),
    ...(groupIds === undefined ? {} : { group_ids: groupIds && JSON.stringify(groupIds) }),
  };
}

export function webhookOf(row: Selectable<WebhookTable>): Webhook {
  return {
    id: row.id,
    accountId: row.account_id,
    url: row.url,
    description: row.description,
    kinds: row.kinds === null ? null : JSON.parse(row.kinds),
    groupIds: row.group_ids === null ? null : JSON.parse(row.group_ids),
    sealedSecret: row.secret,
    previous: row.previous_secret === null || row.previous_until === null
      ? null
      : { sealedSecret: row.previous_secret, until: new Date(row.previous_until) },
    activeSince: new Date(row.active_since),
    failingSince: dateOf(row.failing_since),
    lastDeliveredAt: dateOf(row.last_delivered_at),
    disabled: row.disabled_at === null
      ? null
      : { at: new Date(row.disabled_at), because: row.disabled_because },
    createdAt: new Date(row.created_at),
    createdBy: row.created_by,
  };
}

export function deliveryOf(row: Selectable<WebhookDeliveryTable>): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    messageId: row.message_id,
    kind: row.kind,
    body: row.body,
    createdAt: new Date(row.created_at),
    state: row.state,
    attempts: row.attempts,
    attemptsBefore: row.attempts_before,
    nextAt: dateOf(row.next_at),
    last: outcomeOf(row),
  };
}

function outcomeOf(row: Selectable<WebhookDeliveryTable>): Outcome | null {
  if (row.last_at === null) return null;
  return {
    at: new Date(row.last_at),
    status: row.last_status,
    response: row.last_response,
    error: row.last_error,
    tookMs: row.last_took_ms ?? 0,
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

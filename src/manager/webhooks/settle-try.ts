import type { Claimed, Deliveries } from '../../directory/webhooks/deliveries.ts';
import type { Webhook, Webhooks } from '../../directory/webhooks/webhooks.ts';
import type { AuditTrail } from '../auth/audit-trail.ts';
import type { Tried } from './try-delivery.ts';

export interface SettlingOptions {
  readonly webhooks: Pick<Webhooks, 'succeeded' | 'failed' | 'disable'>;
  readonly deliveries: Pick<Deliveries, 'record'>;
  readonly audit: AuditTrail;
}

/** A webhook for which nothing went well for so many days is disabled. */
export const FAILING_DAYS = 5;

const DAY_MS = 24 * 3_600_000;

/**
 * Writes down how a try went, and what that says of the webhook; disables it when it is gone or has been failing for
 * days. What another node has taken over meanwhile is that node's to tell.
 */
export async function settleTry(
  { webhook, delivery }: Claimed,
  tried: Tried,
  { webhooks, deliveries, audit }: SettlingOptions,
): Promise<void> {
  if (!await deliveries.record(delivery, tried)) return;
  const { says, outcome: { at } } = tried;
  if (says === 'nothing') return;
  if (says === 'well') return await webhooks.succeeded(webhook.id, at);
  await webhooks.failed(webhook.id, at);
  const failingSince = says === 'gone' ? at : new Date(at.getTime() - FAILING_DAYS * DAY_MS);
  const because = says === 'gone' ? GONE : FAILING;
  const disabled = await webhooks.disable(webhook.id, { at, failingSince, because });
  if (!disabled) return;
  const { accountId } = disabled;
  await audit.record({
    accountId,
    actor: { kind: 'system', id: 'system', name: 'Plum Routes' },
    action: 'webhook disabled',
    subject: subjectOf(disabled),
    details: { because },
  });
}

const GONE = 'The receiver answered 410 Gone: it wants no more events.';
const FAILING = `No delivery went well for ${FAILING_DAYS} days.`;

/** A webhook in the audit log. The rest of its address may carry a secret of the receiver's. */
export function subjectOf({ description, url }: Pick<Webhook, 'description' | 'url'>): string {
  return description || new URL(url).host;
}

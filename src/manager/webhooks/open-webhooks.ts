import type { WebhookReach } from '../../contract/webhook.ts';
import type { AuditLog } from '../../directory/audit/audit-log.ts';
import type { Directory } from '../../directory/directory.ts';
import type { Deliveries } from '../../directory/webhooks/deliveries.ts';
import type { Webhooks } from '../../directory/webhooks/webhooks.ts';
import type { EventFeed } from '../../history/event-feed.ts';
import type { Log } from '../../log.ts';
import { createAuditTrail } from '../auth/audit-trail.ts';
import type { Operation } from '../http/operation.ts';
import { type DispatcherOptions, startDispatcher } from './dispatcher.ts';
import { groupEdits, serviceEvents } from './event-source.ts';
import { addressFaults } from './reach.ts';
import { createSealedSecrets } from './sealed-secrets.ts';
import { createSendRequest } from './send-request.ts';
import { webhookOperations } from './webhook-operations.ts';
import { createWebhooksApi } from './webhooks-api.ts';

export interface WebhooksOptions {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly directory: Directory;
  readonly audit: AuditLog;
  /** What happens by itself; without it, only edits are told of. */
  readonly events?: EventFeed | undefined;
  readonly reach: WebhookReach;
  /** Of the installation, or of all nodes of a cluster. */
  readonly secret: string;
  /** For how long a lower id of an event may become visible after a higher one, in milliseconds. */
  readonly overlapMs: number;
  readonly log: Log;
  readonly now?: () => Date;
  /** For tests: how often to look. */
  readonly lookMs?: number;
}

/** Webhooks: their operations, and what sends to them. */
export interface OpenWebhooks {
  readonly operations: readonly Operation[];
  /** Sends nothing more. */
  close(): Promise<void>;
}

export function openWebhooks(options: WebhooksOptions): OpenWebhooks {
  const { directory, audit: auditLog, events, reach, secret, log, now = () => new Date() } = options;
  const addressFault = addressFaults(reach);
  const audit = createAuditTrail((event) => auditLog.record(event), log, () => now().getTime());
  const dispatching: DispatcherOptions = {
    ...options,
    ...{ audit, now, random: Math.random },
    secrets: createSealedSecrets(secret),
    send: createSendRequest({ addressFault }),
    sources: [...(events ? [serviceEvents(events, directory)] : []), groupEdits(auditLog)],
  };
  const dispatcher = reach === 'off' ? undefined : startDispatcher(dispatching);
  const api = createWebhooksApi({ ...dispatching, directory, reach, addressFault, dispatcher });
  return {
    operations: webhookOperations(api),
    close: async () => await dispatcher?.close(),
  };
}

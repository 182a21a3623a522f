import type { DeliveryOutput, WebhookOutput } from '../../../contract/webhook.ts';
import type { WebhookEvent, WebhookKind } from '../../../contract/webhook-event.ts';
import { formatTime } from '../../lib/format-time.ts';

/** What happens, as people say it. */
export const KIND_WORDS: Readonly<Record<WebhookEvent['kind'], string>> = {
  'destination.ejected': 'A destination is ejected',
  'destination.spared': 'A destination fails and is kept',
  'destination.trial': 'An ejected destination is tried',
  'destination.returned': 'A destination is back',
  'destination.cap_reached': 'A cap is used up',
  'group.refusing': 'A group refuses calls',
  'group.serving': 'A group serves calls again',
  'group.edited': 'A group is edited',
  'service.degraded': 'Storage failed for a while',
  'webhook.test': 'Test',
};

/** In the order in which people read them. */
export const KINDS = Object.keys(KIND_WORDS).filter((kind) => kind !== 'webhook.test') as WebhookKind[];

/** What a webhook gets, in a line; kinds that this page does not know yet as the API writes them. */
export function describeKinds(kinds: readonly string[] | null): string {
  if (kinds === null) return 'Every kind of event';
  const words = kinds.map((kind) => KIND_WORDS[kind as WebhookKind] ?? kind).join(', ');
  return words.replaceAll(', A', ', a').replaceAll(', S', ', s');
}

export interface Standing {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  readonly words: string;
  /** What else there is to know. */
  readonly more: string;
}

/** How a webhook stands. */
export function describeWebhook(webhook: WebhookOutput): Standing {
  const { enabled, disabledAt, disabledBecause, failingSince, lastDeliveredAt } = webhook;
  const last = lastDeliveredAt ? `last delivered ${formatTime(lastDeliveredAt)}` : 'nothing delivered yet';
  if (!enabled) {
    const since = disabledAt ? `since ${formatTime(disabledAt)}` : '';
    return { tone: 'bad', words: 'Disabled', more: disabledBecause ? `${since}. ${disabledBecause}` : since };
  }
  if (failingSince) {
    return { tone: 'warn', words: `Failing since ${formatTime(failingSince)}`, more: last };
  }
  return lastDeliveredAt
    ? { tone: 'good', words: 'Healthy', more: last }
    : { tone: 'plain', words: 'New', more: last };
}

/** What became of a delivery. */
export function describeDelivery({ state, nextAt, attempts }: DeliveryOutput): Standing {
  const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
  switch (state) {
    case 'pending':
      return { tone: 'plain', words: 'On its way', more: attempts > 0 ? tries : '' };
    case 'delivered':
      return { tone: 'good', words: 'Delivered', more: attempts > 1 ? tries : '' };
    case 'failed':
      return { tone: 'warn', words: 'Failed', more: nextAt ? `${tries}, next ${formatTime(nextAt)}` : tries };
    case 'given_up':
      return { tone: 'bad', words: 'Given up', more: tries };
  }
}

/** How the last try went: "200 in 34 ms", or why there was no such answer. */
export function describeAnswer({ status, error, tookMs }: DeliveryOutput): string {
  if (status === null) return error ?? 'Not tried yet.';
  const more = error?.replace(/^It was answered with \d+\.\s*/, '') ?? '';
  return `Answered with ${status} in ${tookMs} ms. ${more}`.trim();
}

/** A body as people read it; what is no JSON as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

import type { Claimed, Outcome, TryResult } from '../../directory/webhooks/deliveries.ts';
import type { Webhook } from '../../directory/webhooks/webhooks.ts';
import { nextWait, retryAfterMs } from './back-off.ts';
import type { SealedSecrets } from './sealed-secrets.ts';
import type { Answer, SendRequest } from './send-request.ts';
import { signedHeaders } from './signature.ts';

export interface TryingOptions {
  readonly send: SendRequest;
  readonly secrets: SealedSecrets;
  readonly now: () => Date;
  /** Gives numbers from 0 up to 1. */
  readonly random: () => number;
}

/** How a try went, and what follows. */
export interface Tried extends TryResult {
  /**
   * What it says of the webhook: `gone` when its receiver wants no more events at all (RFC 9110 §15.5.11, as Standard
   * Webhooks reads it), and nothing when the try was broken off.
   */
  readonly says: 'well' | 'failing' | 'gone' | 'nothing';
}

/** Sends a delivery once. Never throws. */
export async function tryDelivery(
  { webhook, delivery }: Claimed,
  signal: AbortSignal,
  { send, secrets, now, random }: TryingOptions,
): Promise<Tried> {
  const at = now();
  const startedAt = performance.now();
  const message = { id: delivery.messageId, at, body: delivery.body };
  const answer = await signed(webhook, at, secrets).then(
    (keys) =>
      send({
        url: webhook.url,
        headers: { ...HEADERS, ...signedHeaders(message, keys) },
        body: message.body,
        signal,
      }),
    (): Answer => ({ kind: 'failed', reason: UNREADABLE }),
  );
  const outcome = outcomeOf(answer, at, Math.round(performance.now() - startedAt));
  if (outcome.error === null) return { state: 'delivered', nextAt: null, outcome, says: 'well' };
  if (signal.aborted) return { state: 'failed', nextAt: now(), outcome, says: 'nothing' };
  if (outcome.status === 410) return { state: 'given_up', nextAt: null, outcome, says: 'gone' };
  const wishMs = answer.kind === 'answered' ? retryAfterMs(answer.retryAfter, now()) : 0;
  const waitMs = nextWait(delivery.attempts - delivery.attemptsBefore, wishMs, random);
  return waitMs === undefined
    ? { state: 'given_up', nextAt: null, outcome, says: 'failing' }
    : { state: 'failed', nextAt: new Date(now().getTime() + waitMs), outcome, says: 'failing' };
}

const HEADERS = { 'content-type': 'application/json', 'user-agent': 'Plum-Routes' };

const UNREADABLE =
  'The signing secret can not be read: it was made under another SECRET. Rotate the secret of the webhook.';

/** The present secret, and while both sign the one before. */
async function signed({ sealedSecret, previous }: Webhook, at: Date, secrets: SealedSecrets) {
  const sealed = previous && previous.until > at ? [sealedSecret, previous.sealedSecret] : [sealedSecret];
  return await Promise.all(sealed.map((each) => secrets.open(each)));
}

function outcomeOf(answer: Answer, at: Date, tookMs: number): Outcome {
  if (answer.kind === 'failed') return { at, status: null, response: null, error: answer.reason, tookMs };
  const { status, text } = answer;
  return { at, status, response: text, error: faultOf(status), tookMs };
}

function faultOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    return `It was answered with ${status}. Redirects are not followed: give the address that they lead to.`;
  }
  return `It was answered with ${status}.`;
}

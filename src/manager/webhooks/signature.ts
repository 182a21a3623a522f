import { Buffer } from 'node:buffer';
import { createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks 1.0.0, "Signature scheme": what a secret for symmetric signatures begins with. */
const SECRET_PREFIX = 'whsec_';

/** Between the 192 and 512 bits that it asks for. */
const SECRET_BYTES = 32;

export function newWebhookSecret(): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** What receivers know a message by; without a full stop, which delimits it in what is signed. */
export function newMessageId(): string {
  return `msg_${randomBytes(18).toString('base64url')}`;
}

export interface Message {
  readonly id: string;
  /** When it is sent, at each try anew. */
  readonly at: Date;
  readonly body: string;
}

/**
 * The headers by which a receiver knows a message (Standard Webhooks 1.0.0, "Webhook headers"): a signature by each
 * secret, so that none is missed while one secret takes over from another.
 */
export function signedHeaders({ id, at, body }: Message, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

import type { WebhookBody } from '../../src/contract/webhook-event.ts';
import { webhookBody } from '../../src/contract/webhook-event.ts';

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: Headers;
  /** As it was signed. */
  readonly text: string;
  /** What the contract makes of it. */
  readonly body: WebhookBody;
}

/** Somebody's HTTP server that takes events, on a real socket. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** How it answers from now on; 204 at first. */
  answer: (request: Received) => Response | Promise<Response>;
}

/** `hostname` is an address of this machine. */
export function startReceiver(hostname = '127.0.0.1'): Receiver {
  const received: Received[] = [];
  const server = Deno.serve({ hostname, port: 0, onListen() {} }, async (request) => {
    const text = await request.text();
    const { pathname: path } = new URL(request.url);
    const one = { path, headers: request.headers, text, body: webhookBody.parse(JSON.parse(text)) };
    received.push(one);
    return await receiver.answer(one);
  });
  const { port } = server.addr as Deno.NetAddr;
  const receiver: Receiver = {
    url: `http://${hostname}:${port}/events`,
    port,
    received,
    answer: () => new Response(null, { status: 204 }),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return receiver;
}

/** Whether a request carries a signature by this secret: computed as a receiver would, by another library than ours. */
export async function isSignedBy(secret: string, { headers, text }: Received): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const signed = `${headers.get('webhook-id')}.${headers.get('webhook-timestamp')}.${text}`;
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed)));
  const expected = `v1,${btoa(String.fromCharCode(...signature))}`;
  return headers.get('webhook-signature')?.split(' ').includes(expected) ?? false;
}

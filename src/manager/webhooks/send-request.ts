import type { Buffer } from 'node:buffer';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import tls from 'node:tls';
import { type AddressFault, literalAddress } from './reach.ts';

/** What came back from a receiver. */
export type Answer =
  | {
    readonly kind: 'answered';
    readonly status: number;
    /** The beginning of the body. */
    readonly text: string;
    /** The header `Retry-After`, as it is. */
    readonly retryAfter: string | undefined;
  }
  /** No answer came, for this reason. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Posts a body. Never throws. */
export type SendRequest = (request: OutgoingRequest) => Promise<Answer>;

export interface OutgoingRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

export interface SendingOptions {
  readonly addressFault: AddressFault;
  /** For tests: how long an answer may take, with its body. */
  readonly timeoutMs?: number;
  /** For tests: the addresses of a name. */
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

const TIMEOUT_MS = 10_000;

/** What is kept of a response: enough to see what went wrong. */
const KEPT_BYTES = 2048;

/**
 * Sends by the runtime's `node:http`, as `fetch` looks names up by itself: here, the address that was checked is the one
 * that is connected to, whatever the name means a moment later. Redirects are not followed, proxies not used.
 */
export function createSendRequest(
  { addressFault, timeoutMs = TIMEOUT_MS, resolve = (name) => lookup(name, { all: true }) }: SendingOptions,
): SendRequest {
  const checked = checkedLookup(resolve, addressFault);
  return async ({ signal, ...request }) => {
    const literal = literalAddress(request.url);
    const fault = literal && addressFault(literal);
    if (fault) return { kind: 'failed', reason: fault };
    const late = AbortSignal.timeout(timeoutMs);
    try {
      return await post(request, checked, AbortSignal.any([late, signal]));
    } catch (error) {
      if (late.aborted) return { kind: 'failed', reason: `No answer within ${timeoutMs / 1000} seconds.` };
      if (signal.aborted) return { kind: 'failed', reason: 'The service was stopped meanwhile.' };
      return { kind: 'failed', reason: inWords(error) };
    }
  };
}

function post(
  { url, headers, body }: Omit<OutgoingRequest, 'signal'>,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const target = targetOf(new URL(url));
  const agent = target.isSecure ? new SecureAgent() : new http.Agent();
  const request = http.request({
    ...target,
    ...{ method: 'POST', agent, lookup, signal },
    headers: { ...headers, host: new URL(url).host, 'content-length': new TextEncoder().encode(body).length },
  });
  request.on('error', reject);
  request.on('response', (response) => {
    const { statusCode: status = 0, headers } = response;
    let kept = new Uint8Array();
    const done = () => {
      resolve({ kind: 'answered', status, text: textOf(kept), retryAfter: headers['retry-after'] });
      request.destroy();
    };
    response.on('data', (chunk: Buffer) => {
      kept = joined(kept, chunk);
      if (kept.length === KEPT_BYTES) done();
    });
    response.on('end', done);
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('The connection ended within the response.')));
  });
  request.end(body);
  return promise;
}

/**
 * Connections by TLS. That of `node:https` wants to read the machine's certificates, which the server's permissions do
 * not include; this one trusts what the runtime does, and whatever is in the file that `DENO_CERT` names.
 */
class SecureAgent extends http.Agent {
  override createConnection(options: http.ClientRequestArgs) {
    const { host, port, lookup } = options as { host: string; port: number; lookup: LookupFunction };
    // RFC 6066 §3: an address is no server name.
    return tls.connect({ host, port, lookup, servername: isIP(host) ? '' : host });
  }
}

function targetOf({ protocol, hostname, port, pathname, search }: URL) {
  const isSecure = protocol === 'https:';
  return {
    isSecure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isSecure ? 443 : 80),
    path: pathname + search,
  };
}

function joined(kept: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const added = chunk.subarray(0, KEPT_BYTES - kept.length);
  const both = new Uint8Array(kept.length + added.length);
  both.set(kept);
  both.set(added, kept.length);
  return both;
}

/** PostgreSQL keeps no text with a null character in it. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\0', '\ufffd');
}

/** A look-up that gives only addresses that may be connected to. */
function checkedLookup(
  resolve: NonNullable<SendingOptions['resolve']>,
  addressFault: AddressFault,
): LookupFunction {
  return (name, { all }, callback) => {
    resolve(name).then((addresses) => {
      const allowed = addresses.filter(({ address }) => !addressFault(address));
      if (allowed.length === 0) throw new Error(refusal(name, addresses, addressFault));
      return allowed;
    }).then(
      (allowed) => all ? callback(null, [...allowed]) : callback(null, allowed[0].address, allowed[0].family),
      (error) => callback(error, '', 0),
    );
  };
}

function refusal(name: string, addresses: readonly Address[], addressFault: AddressFault): string {
  const [first] = addresses;
  return first ? `${name}: ${addressFault(first.address)}` : `There is no address for the name ${name}.`;
}

/** What the runtime's codes mean, without the word that it puts before them. */
const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was cut off.',
  ENOTFOUND: 'There is no address for this name.',
  EHOSTUNREACH: 'There is no way to the receiver.',
  ENETUNREACH: 'There is no way to the receiver.',
};

function inWords(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const words = code === undefined ? undefined : CODES[code];
  return words ?? `${message ?? error}`.slice(0, 300);
}

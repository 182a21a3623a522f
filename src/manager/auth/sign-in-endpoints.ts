import { problemResponse } from '../http/problem-response.ts';
import { readBytes, tooLarge } from '../http/request-body.ts';
import { type ClientAddressOf, headersWithClientAddress } from './client-address.ts';
import type { NotingSignIn } from './noting-sign-in.ts';
import type { People } from './people.ts';

const BASE = '/api/auth';

/**
 * What of better-auth the world may call. Everything else that it or a later release of it serves stays closed:
 * accounts, members and keys have operations of their own, which know roles and write the audit trail.
 */
const OPEN: ReadonlySet<string> = new Set([
  'POST /sign-in/email',
  'POST /sign-in/social',
  'GET /callback/oidc',
  'POST /link-social',
  'GET /error',
  'POST /sign-out',
  'POST /change-password',
  'POST /request-password-reset',
  'POST /reset-password',
  'POST /two-factor/enable',
  'POST /two-factor/disable',
  'POST /two-factor/verify-totp',
  'POST /two-factor/verify-backup-code',
  'POST /two-factor/generate-backup-codes',
]);

/** Answers `/api/auth/*`. */
export function createSignInHandler(
  people: People,
  clientAddressOf: ClientAddressOf,
  notingSignIn: NotingSignIn,
) {
  return async (request: Request): Promise<Response> => {
    const { url, method } = request;
    const path = new URL(url).pathname;
    if (!OPEN.has(`${method} ${path.slice(BASE.length)}`)) {
      return problemResponse('not-found', { detail: `Nothing answers ${method} ${path}.` });
    }
    // Read here, as better-auth takes bodies of any size.
    const body = method === 'GET' ? null : await readBytes(request);
    if (body === 'too large') return tooLarge();
    if (body === 'broken off') return problemResponse('bad-request');
    const address = clientAddressOf(request);
    const headers = headersWithClientAddress(request, address);
    const forwarded = new Request(url, { method, headers, body: body?.byteLength ? body : null });
    const response = await notingSignIn(request, address, () => people.handler(forwarded));
    return response.status === 429 ? withRetryAfter(response) : response;
  };
}

/** better-auth says how long to wait in a header of its own; RFC 9110 §10.2.3 has one for it. */
function withRetryAfter(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('retry-after', headers.get('x-retry-after') ?? '60');
  return new Response(response.body, { status: response.status, headers });
}

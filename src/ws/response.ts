import { failure, type WsAnswer } from './answer.ts';
import type { Format } from './formats/format.ts';

const METHODS = 'GET, HEAD, POST, PUT, OPTIONS';

/** An answer on its way out. */
export function answerResponse(request: Request, format: Format, answer: WsAnswer, status = 200): Response {
  return new Response(format.write(answer), { status, headers: headersOf(request, format) });
}

/** The response to a method that asks for no call; undefined for those that do. */
export function responseToMethod(request: Request, format: Format): Response | undefined {
  const { method } = request;
  if (method === 'POST' || method === 'GET' || method === 'PUT') return undefined;
  // HEAD is safe (RFC 9110 §9.2.1): it must not place a call that nobody makes.
  if (method === 'HEAD') return new Response(null, { headers: headersOf(request, format) });
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: PREFLIGHT_HEADERS });
  const refusal = failure('bad_request', `${method} is not understood here. Use POST or GET.`);
  const response = answerResponse(request, format, refusal, 405);
  response.headers.set('allow', METHODS);
  return response;
}

/**
 * Voice platforms POST, and get `Content-Type` alone: Deno writes such a response in half the time. Nothing is lost:
 * caches keep no answer to POST that does not name its lifetime (RFC 9110 §9.3.3), and only browsers send an `Origin`
 * and look for leave to read the answer (Fetch §3.2).
 */
function headersOf({ method, headers }: Request, { contentType }: Format): Record<string, string> {
  if (method === 'POST' && headers.get('origin') === null) return { 'content-type': contentType };
  return { ...OPEN_HEADERS, 'content-type': contentType };
}

/** Pages of any origin may read the answers: whoever knows a group's key may ask anyway. */
const OPEN_HEADERS = { 'cache-control': 'no-store', 'access-control-allow-origin': '*' };

const PREFLIGHT_HEADERS = {
  ...OPEN_HEADERS,
  'allow': METHODS,
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
};

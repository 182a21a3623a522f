import { presentedKey } from '../auth/presented-key.ts';

/**
 * Whether a write may rest on a cookie that comes along: only when one of our own pages sends it. Browsers attach
 * cookies to what foreign pages send as well; an API key they never attach by themselves, so requests with one pass.
 *
 * `Sec-Fetch-Site` can't be forged by a page, but browsers send it to https and localhost only (W3C Fetch Metadata
 * §2.3); elsewhere `Origin` must name the host that the request came to, or the public address.
 */
export function mayWrite(request: Request, publicUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  if (!request.headers.has('cookie') || presentedKey(request.headers)) return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === new URL(request.url).host || host === new URL(publicUrl).host;
}

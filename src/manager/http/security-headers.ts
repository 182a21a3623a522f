export interface SecurityHeadersOptions {
  /** Base of the Route Manager's own links. */
  readonly publicUrl: string;
  /** Base of the links that voice applications call. */
  readonly wsPublicUrl: string;
}

/** Sets what a browser must know about every answer of the control plane. An answer may have said it already. */
export function securityHeaders(
  { publicUrl, wsPublicUrl }: SecurityHeadersOptions,
): (headers: Headers) => void {
  const page = pagePolicy(new URL(wsPublicUrl).origin);
  const always = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  return (headers) => {
    const isPage = headers.get('content-type')?.startsWith('text/html');
    const policy = { 'content-security-policy': isPage ? page : DATA_POLICY };
    for (const [name, value] of Object.entries({ ...always, ...policy })) {
      if (!headers.has(name)) headers.set(name, value);
    }
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  };
}

/** What is no page loads nothing and is shown in no frame. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * The page loads its own files and nothing else. It needs no 'unsafe-inline': its theme is a file, and the styles
 * that React sets on single elements go through the DOM, which a policy leaves alone (it judges markup).
 * The page's test call asks the data plane, wherever that is; images may be data, as the QR code of two-factor is.
 */
function pagePolicy(wsOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${wsOrigin}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** An OpenID provider that says whatever a test wants about whoever comes (OpenID Connect Core 1.0 §3.1). */
export interface OpenIdProvider extends AsyncDisposable {
  readonly issuer: string;
  /** Lets a person in: answers where the browser is sent back to. */
  authorize(authorizationUrl: string, claims: Claims): string;
}

export interface Claims {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

const CLIENT_ID = 'plum-routes';

export async function openIdProvider(): Promise<OpenIdProvider> {
  const keys = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  );
  const granted = new Map<string, Record<string, unknown>>();
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, answer);
  const issuer = `http://127.0.0.1:${server.addr.port}`;

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/jwks') {
      const key = await crypto.subtle.exportKey('jwk', keys.publicKey);
      return Response.json({ keys: [{ ...key, kid: 'one', use: 'sig', alg: 'RS256' }] });
    }
    if (pathname !== '/token') return Response.json(discovery(issuer));
    const code = new URLSearchParams(await request.text()).get('code') ?? '';
    const claims = granted.get(code);
    if (!claims) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const idToken = await signed(keys.privateKey, claims);
    return Response.json({
      access_token: 'access',
      token_type: 'Bearer',
      id_token: idToken,
      expires_in: 300,
    });
  }

  return {
    issuer,
    authorize(authorizationUrl, claims) {
      const { searchParams } = new URL(authorizationUrl);
      const code = crypto.randomUUID();
      const iat = Math.floor(Date.now() / 1000);
      const nonce = searchParams.get('nonce') ?? undefined;
      granted.set(code, { iss: issuer, aud: CLIENT_ID, iat, exp: iat + 300, nonce, ...claims });
      const back = new URL(searchParams.get('redirect_uri')!);
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state')!);
      return back.href;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** A JSON Web Token (RFC 7519). */
async function signed(key: CryptoKey, claims: Record<string, unknown>): Promise<string> {
  const part = (value: unknown) =>
    new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: 'base64url', omitPadding: true });
  const payload = `${part({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${part(claims)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, new TextEncoder().encode(payload));
  return `${payload}.${new Uint8Array(signature).toBase64({ alphabet: 'base64url', omitPadding: true })}`;
}

import type { Handler } from '../../src/compose.ts';

/** A link that signs in whoever opens it: for an installation that is thrown away, and for no other. */
export function signInLink(publicUrl: string, email: string, password: string, next: Handler) {
  const path = `/demo-${crypto.randomUUID()}`;
  const handler: Handler = async (request, info) => {
    if (new URL(request.url).pathname !== path) return next(request, info);
    const signIn = new Request(`${publicUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl },
      body: JSON.stringify({ email, password }),
    });
    const { headers } = await next(signIn, info);
    const cookies = headers.getSetCookie().map((cookie): [string, string] => ['set-cookie', cookie]);
    return new Response(null, { status: 303, headers: [['location', '/'], ...cookies] });
  };
  return { url: publicUrl + path, handler };
}

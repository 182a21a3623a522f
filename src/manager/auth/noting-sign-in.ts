import type { AuditTrail } from './audit-trail.ts';
import type { SignedIn, SignedInReader } from './signed-in.ts';

/** Answers a request as `answer` does, and takes note if that signs somebody in. `address` is the client's. */
export type NotingSignIn = (
  request: Request,
  address: string,
  answer: () => Promise<Response>,
) => Promise<Response>;

/**
 * A sign-in is an answer whose cookies are a session of somebody else than the request came from: neither a password
 * that still waits for its second factor nor a session that is renewed. It is noted in each account of the user.
 */
export function createNotingSignIn(signedIn: SignedInReader, audit: AuditTrail): NotingSignIn {
  async function note({ user, memberships }: SignedIn, address: string) {
    const actor = { kind: 'user', id: user.id, name: user.name } as const;
    for (const { accountId } of memberships) {
      await audit.record({
        accountId,
        actor,
        action: 'signed in',
        subject: user.email,
        details: { address },
      });
    }
  }

  return async ({ headers }, address, answer) => {
    const before = await signedIn.read(headers);
    const response = await answer();
    const after = await signedIn.read(cookiesOf(response));
    if (after && after.user.id !== before?.user.id) await note(after, address);
    return response;
  };
}

/** The cookies of an answer as the browser will send them. */
function cookiesOf({ headers }: Response): Headers {
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  return new Headers(cookies.length > 0 ? { cookie: cookies.join('; ') } : {});
}

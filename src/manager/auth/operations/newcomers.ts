import { mayWrite } from '../../http/same-origin.ts';
import { problemResponse } from '../../http/problem-response.ts';
import { type ClientAddressOf, headersWithClientAddress } from '../client-address.ts';
import type { People } from '../people.ts';

/** Signs somebody in who has just set a password, by cookies on the answer to it. */
export type SignInNewcomer = (
  request: Request,
  credentials: { readonly email: string; readonly password: string },
  answer: Response,
) => Promise<Response>;

export function createSignInNewcomer(people: People, clientAddressOf: ClientAddressOf): SignInNewcomer {
  return async (request, body, answer) => {
    const headers = headersWithClientAddress(request, clientAddressOf(request));
    const signedIn = await people.api.signInEmail({ body, headers, asResponse: true });
    for (const cookie of signedIn.headers.getSetCookie()) answer.headers.append('set-cookie', cookie);
    return answer;
  };
}

/**
 * The refusal of what a foreign page makes a browser send; undefined when it is our own page, or no browser at all.
 * Signing a victim in to an attacker's account needs no cookie, so these requests are checked as well.
 */
export function foreignPage(request: Request, publicUrl: string): Response | undefined {
  const fromBrowser = request.headers.has('origin') || request.headers.has('sec-fetch-site');
  if (!fromBrowser || mayWrite(request, publicUrl)) return undefined;
  return problemResponse('forbidden', {
    detail: 'Only the Route Manager itself may send this from a browser.',
  });
}

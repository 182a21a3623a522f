import { type ClientAddressOf, headersWithClientAddress } from '../client-address.ts';
import type { People } from '../people.ts';
import { withCookies } from './answers.ts';

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
    return withCookies(answer, signedIn.headers.getSetCookie());
  };
}

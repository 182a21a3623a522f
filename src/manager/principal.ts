import type { Role } from '../contract/roles.ts';
import type { Actor } from '../directory/directory.ts';

/** Who is asking, in which account, and what that lets them do. */
export interface Principal {
  /** The account's small public number, as in `/ws/route/{account}/…`. */
  readonly accountId: number;
  readonly role: Role;
  readonly actor: Actor;
}

/** Finds out who sends a request: by bearer API key or by session cookie. */
export interface Authenticator {
  /** Undefined when the request carries no valid credential. */
  authenticate(request: Request): Promise<Principal | undefined>;
}

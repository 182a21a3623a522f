import type { Principal } from '../principal.ts';
import type { MemberRow, SessionRow, UserRow } from './account-tables.ts';
import type { People } from './people.ts';
import type { Rows } from './rows.ts';

/** Somebody with a session, in the account that the session works in. */
export interface SignedIn {
  readonly user: UserRow;
  readonly session: SessionRow;
  /** Ordered by account. */
  readonly memberships: readonly MemberRow[];
  /** Undefined for a user without an account. */
  readonly active: MemberRow | undefined;
}

/** Finds out who is signed in. */
export interface SignedInReader {
  read(headers: Headers): Promise<SignedIn | undefined>;
  /** Prolongs a session that is in use. Answers the cookies to send along: at most once a day there are any. */
  prolong(headers: Headers): Promise<string[]>;
}

/**
 * Reads the session by its cookie, and the memberships afresh: who was removed from an account is out at once. The
 * account is the one chosen last in this session, else the oldest that the user belongs to.
 */
export function createSignedInReader(people: People, rows: Rows): SignedInReader {
  return {
    async read(headers) {
      if (!headers.has('cookie')) return undefined;
      // Prolonging takes a cookie on the answer, which not every answer can carry.
      const found = await people.api.getSession({ headers, query: { disableRefresh: true } });
      if (!found) return undefined;
      const { user, session } = found as unknown as { user: UserRow; session: SessionRow };
      const memberships = await rows.list('member', { userId: user.id }, 'accountId');
      const active = memberships.find(({ accountId }) => accountId === session.activeAccount) ??
        memberships[0];
      return { user, session, memberships, active };
    },

    async prolong(headers) {
      const answer = await people.api.getSession({ headers, asResponse: true });
      return answer.headers.getSetCookie();
    },
  };
}

/** What somebody signed in may do; undefined without an account. */
export function principalOf({ user, active }: SignedIn): Principal | undefined {
  return active && {
    accountId: active.accountId,
    role: active.role,
    actor: { kind: 'user', id: user.id, name: user.name },
  };
}

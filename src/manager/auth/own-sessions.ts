import type { SessionOutput } from '../../contract/auth.ts';
import type { SessionRow } from './account-tables.ts';
import type { Rows } from './rows.ts';
import type { SignedIn } from './signed-in.ts';

/** What users do with themselves: their name, their sessions, the account they work in. */
export interface OwnSessions {
  /** The newest first. */
  list(signedIn: SignedIn): Promise<SessionOutput[]>;
  /** Signs another device out. Whether there was such a session. */
  end(signedIn: SignedIn, sessionId: string): Promise<boolean>;
  /** Signs every other device out. How many there were. */
  endOthers(signedIn: SignedIn): Promise<number>;
  /** Works in another account from now on; false for an account that the user does not belong to. */
  workIn(signedIn: SignedIn, accountId: number): Promise<boolean>;
  rename(signedIn: SignedIn, name: string): Promise<void>;
}

export function createOwnSessions(rows: Rows, now: () => number): OwnSessions {
  async function openSessions({ user }: SignedIn): Promise<SessionRow[]> {
    const sessions = await rows.list('session', { userId: user.id }, 'createdAt');
    return sessions.filter(({ expiresAt }) => expiresAt.getTime() > now());
  }

  return {
    async list(signedIn) {
      const current = signedIn.session.id;
      return (await openSessions(signedIn)).map((session) => outputOf(session, current)).reverse();
    },

    async end({ user }, id) {
      return await rows.remove('session', { userId: user.id, id }) > 0;
    },

    async endOthers(signedIn) {
      const others = (await openSessions(signedIn)).filter(({ id }) => id !== signedIn.session.id);
      for (const { id } of others) await rows.remove('session', { id });
      return others.length;
    },

    async workIn({ session, user }, accountId) {
      if (await rows.count('member', { accountId, userId: user.id }) === 0) return false;
      await rows.change('session', { id: session.id }, { activeAccount: accountId });
      return true;
    },

    async rename({ user }, name) {
      await rows.change('user', { id: user.id }, { name });
    },
  };
}

function outputOf(session: SessionRow, current: string): SessionOutput {
  const { id, createdAt, expiresAt, ipAddress, userAgent } = session;
  return {
    id,
    current: id === current,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    // better-auth writes an empty text where it does not know.
    ipAddress: ipAddress || null,
    userAgent: userAgent || null,
  };
}

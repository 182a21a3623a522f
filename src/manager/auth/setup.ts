import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuthContext } from 'better-auth';
import type { AuditAction, SetupInput } from '../../contract/auth.ts';
import type { Actor } from '../../directory/directory.ts';
import { FIRST_ACCOUNT } from './accounts.ts';
import { keyRowOf } from './api-keys.ts';
import type { AuditTrail } from './audit-trail.ts';
import { addUser } from './new-user.ts';
import type { Rows } from './rows.ts';

export interface SetupOptions {
  readonly context: Pick<AuthContext, 'internalAdapter' | 'password'>;
  readonly rows: Rows;
  readonly audit: AuditTrail;
  readonly secret: string;
  readonly now: () => number;
}

/** The first account and its owner. */
export interface Setup {
  /** True while there is no user: then the set-up link is open. */
  needed(): Promise<boolean>;
  /** The secret of the set-up link: the same after every start, and on every node. */
  token(): string;
  complete(input: SetupInput): Promise<SetupOutcome>;
  /** The same without a link, for whoever holds the database itself: the command line. */
  completeHere(owner: FirstOwner): Promise<SetupOutcome>;
  /** Prepares the first account from what is given; does nothing once there is an account. Answers whether it did. */
  unattended(given: UnattendedSetup): Promise<boolean>;
}

export type FirstOwner = Omit<SetupInput, 'token'>;

export interface UnattendedSetup {
  /** With `password`: the owner. */
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  /** An owner's API key with exactly this value. */
  readonly apiKey?: string | undefined;
}

export type SetupOutcome =
  | { readonly kind: 'done'; readonly accountId: number }
  | { readonly kind: 'wrong_token' }
  | { readonly kind: 'already_done' };

const DEFAULT_NAME = 'Main';
const SETUP: Actor = { kind: 'system', id: 'setup', name: 'Set-up' };
const SETUP_KEY = { accountId: FIRST_ACCOUNT, name: 'Set-up', role: 'owner', actor: SETUP } as const;

export function createSetup({ context, rows, audit, secret, now }: SetupOptions): Setup {
  /** Derived, so that it needs no storing; it opens nothing once there is a user. */
  const token = createHmac('sha256', secret).update('plum-routes set-up link').digest('base64url');

  const needed = async () => await rows.count('user', {}) === 0;
  const untouched = async () => await rows.count('tenant', {}) === 0;

  /** Writing the account's row makes whoever else does so at this moment wait, and then see our user. */
  async function claimAccount(name: string) {
    if (await rows.change('tenant', { number: FIRST_ACCOUNT }, { name }) === 0) {
      await rows.add('tenant', { number: FIRST_ACCOUNT, name, createdAt: new Date(now()) });
    }
    if (!await needed()) throw new Error('Somebody else has just set up this installation.');
  }

  async function addOwner(email: string, passwordHash: string) {
    const userId = await addUser(context, { email, name: email, passwordHash, emailVerified: true });
    await rows.add('member', { accountId: FIRST_ACCOUNT, userId, role: 'owner', createdAt: new Date(now()) });
  }

  async function addKey(secret: string) {
    await rows.add('apiKey', keyRowOf(SETUP_KEY, secret, now()));
  }

  /** Makes the first account while `open` holds, all of it or nothing. Answers whether it did. */
  async function prepare({ accountName, owner, apiKey }: FirstAccount, open: () => Promise<boolean>) {
    const passwordHash = owner && await context.password.hash(owner.password);
    const done = await unlessOvertaken(open, () =>
      rows.transaction(async () => {
        if (!await open()) return false;
        await claimAccount(accountName);
        if (apiKey) await addKey(apiKey);
        if (owner && passwordHash) await addOwner(owner.email, passwordHash);
        return true;
      }));
    if (done) await note('account created', accountName, owner ? { owner: owner.email } : {});
    if (done && apiKey) await note('key created', SETUP_KEY.name, { role: SETUP_KEY.role });
    return done;
  }

  async function note(action: AuditAction, subject: string, details: Record<string, string>) {
    await audit.record({ accountId: FIRST_ACCOUNT, actor: SETUP, action, subject, details });
  }

  async function completeHere({ accountName, ...owner }: FirstOwner): Promise<SetupOutcome> {
    return await prepare({ accountName, owner }, needed)
      ? { kind: 'done', accountId: FIRST_ACCOUNT }
      : { kind: 'already_done' };
  }

  return {
    needed,
    token: () => token,
    completeHere,

    async complete({ token: given, ...owner }) {
      return sameText(given, token) ? await completeHere(owner) : { kind: 'wrong_token' };
    },

    async unattended({ email, password, apiKey }) {
      const owner = email && password ? { email, password } : undefined;
      if (!owner && !apiKey) return false;
      return await prepare({ accountName: DEFAULT_NAME, owner, apiKey }, untouched);
    },
  };
}

/** What `prepare` makes. */
interface FirstAccount {
  readonly accountName: string;
  readonly owner?: { readonly email: string; readonly password: string } | undefined;
  readonly apiKey?: string | undefined;
}

/** When two do the same at once, the database refuses one of them: that one was overtaken, nothing failed. */
async function unlessOvertaken(stillOpen: () => Promise<boolean>, work: () => Promise<boolean>) {
  try {
    return await work();
  } catch (error) {
    if (await stillOpen()) throw error;
    return false;
  }
}

function sameText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

import type { AuthContext } from 'better-auth';
import type { SecretLink } from '../../contract/auth.ts';
import type { Principal } from '../principal.ts';
import type { MemberRow, UserRow } from './account-tables.ts';
import type { AuditTrail } from './audit-trail.ts';
import { passwordLink } from './links.ts';
import { type Mailer, passwordMail } from './mailer.ts';
import { mayManage } from './members.ts';
import type { Rows } from './rows.ts';
import { newToken } from './secret-token.ts';

export interface RecoveryOptions {
  readonly context: Pick<AuthContext, 'internalAdapter'>;
  readonly rows: Rows;
  readonly audit: AuditTrail;
  readonly mailer: Mailer | undefined;
  /** Base of the links. */
  readonly publicUrl: string;
  readonly now: () => number;
}

export type LinkOutcome = { readonly kind: 'done'; readonly link: SecretLink } | RecoveryRefusal;

export type RecoveryRefusal =
  | { readonly kind: 'missing' }
  /** In some account, this one or another, the member is not below who asks. */
  | { readonly kind: 'above_you' };

/** Helps people who can't sign in any more. */
export interface Recovery {
  /** A link to set a new password, mailed when that is possible. */
  passwordLink(principal: Principal, memberId: string): Promise<LinkOutcome>;
  /**
   * A link for whoever holds the database itself: the command line. It is not mailed. On demand, the second factor is
   * removed as well. Undefined when nobody has the address.
   */
  passwordLinkHere(email: string, withoutTwoFactor: boolean): Promise<SecretLink | undefined>;
  /** For a member who lost both the authenticator and the recovery codes. */
  removeTwoFactor(
    principal: Principal,
    memberId: string,
  ): Promise<{ readonly kind: 'done' } | RecoveryRefusal>;
}

const OPEN_FOR_MS = 86_400_000;

export function createRecovery({ context, rows, audit, mailer, publicUrl, now }: RecoveryOptions): Recovery {
  /** The role of who asks in another account; a key acts in its own alone. */
  async function roleIn(accountId: number, principal: Principal) {
    if (accountId === principal.accountId) return principal.role;
    if (principal.actor.kind !== 'user') return undefined;
    return (await rows.find('member', { accountId, userId: principal.actor.id }))?.role;
  }

  /**
   * Whoever sets a member's password can act as them, in every account that they belong to: so who helps must be able
   * to manage them in all of these.
   */
  async function mayHelp(principal: Principal, { userId }: MemberRow): Promise<boolean> {
    const memberships = await rows.list('member', { userId });
    const roles = await Promise.all(memberships.map(({ accountId }) => roleIn(accountId, principal)));
    return memberships.every(({ role }, i) => {
      const own = roles[i];
      return own !== undefined && mayManage(own, role);
    });
  }

  async function memberToHelp(principal: Principal, memberId: string): Promise<UserRow | RecoveryRefusal> {
    const member = await rows.find('member', { accountId: principal.accountId, id: memberId });
    const user = member && await rows.find('user', { id: member.userId });
    if (!member || !user) return { kind: 'missing' };
    return await mayHelp(principal, member) ? user : { kind: 'above_you' };
  }

  async function newLink({ id }: UserRow): Promise<Omit<SecretLink, 'mailed'>> {
    const token = newToken();
    const expiresAt = new Date(now() + OPEN_FOR_MS);
    // The name under which better-auth's `/reset-password` looks its tokens up.
    const identifier = `reset-password:${token}`;
    await context.internalAdapter.createVerificationValue({ identifier, value: id, expiresAt });
    return { link: passwordLink(publicUrl, token), expiresAt: expiresAt.toISOString() };
  }

  async function forgetTwoFactor({ id }: UserRow) {
    await rows.transaction(async () => {
      await rows.change('user', { id }, { twoFactorEnabled: false });
      await rows.remove('twoFactor', { userId: id });
    });
  }

  return {
    async passwordLink(principal, memberId) {
      const user = await memberToHelp(principal, memberId);
      if ('kind' in user) return user;
      const made = await newLink(user);
      const mailed = await mailer?.send(passwordMail(user.email, made.link)) ?? false;
      const { accountId, actor } = principal;
      const action = 'member password link created';
      await audit.record({ accountId, actor, action, subject: user.email, details: {} });
      return { kind: 'done', link: { ...made, mailed } };
    },

    async passwordLinkHere(email, withoutTwoFactor) {
      const user = await rows.find('user', { email: email.toLowerCase() });
      if (!user) return undefined;
      if (withoutTwoFactor) await forgetTwoFactor(user);
      return { ...await newLink(user), mailed: false };
    },

    async removeTwoFactor(principal, memberId) {
      const user = await memberToHelp(principal, memberId);
      if ('kind' in user) return user;
      await forgetTwoFactor(user);
      const { accountId, actor } = principal;
      const action = 'member two-factor removed';
      await audit.record({ accountId, actor, action, subject: user.email, details: {} });
      return { kind: 'done' };
    },
  };
}

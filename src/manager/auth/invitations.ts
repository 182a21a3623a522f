import type { AuthContext } from 'better-auth';
import type { InvitationOffer, InvitationOutput, SecretLink } from '../../contract/auth.ts';
import { mayAct, type Role } from '../../contract/roles.ts';
import type { Principal } from '../principal.ts';
import type { InvitationRow, UserRow } from './account-tables.ts';
import type { AuditTrail } from './audit-trail.ts';
import { joinLink } from './links.ts';
import { invitationMail, type Mailer } from './mailer.ts';
import { addUser } from './new-user.ts';
import type { Rows } from './rows.ts';
import { hashOf, newToken } from './secret-token.ts';

export interface InvitationsOptions {
  readonly context: Pick<AuthContext, 'internalAdapter' | 'password'>;
  readonly rows: Rows;
  readonly audit: AuditTrail;
  readonly mailer: Mailer | undefined;
  /** Base of the links. */
  readonly publicUrl: string;
  readonly now: () => number;
}

export type InviteOutcome =
  | { readonly kind: 'created'; readonly invitation: InvitationOutput; readonly link: SecretLink }
  | { readonly kind: 'above_you' }
  | { readonly kind: 'already_member' };

export type AcceptOutcome =
  /** `email` is the user's, who now belongs to the account. */
  | { readonly kind: 'joined'; readonly accountId: number; readonly email: string }
  /** Unknown, revoked, accepted before, or too old. */
  | { readonly kind: 'not_open' }
  /** The address belongs to a user, and somebody else or nobody is signed in. */
  | { readonly kind: 'sign_in_first'; readonly email: string }
  | { readonly kind: 'password_missing' };

export interface Acceptance {
  readonly token: string;
  /** For a new user. */
  readonly password?: string | undefined;
  readonly name?: string | undefined;
  readonly signedIn: UserRow | undefined;
}

/** Invitations to an account, by links that work once. */
export interface Invitations {
  /** The open ones, the newest last. */
  list(accountId: number): Promise<InvitationOutput[]>;
  /** Replaces an open invitation to the same address. */
  create(principal: Principal, to: { readonly email: string; readonly role: Role }): Promise<InviteOutcome>;
  /** Whether the account had such an invitation. */
  revoke(principal: Principal, invitationId: string): Promise<boolean>;
  /** What a link offers; undefined when it is not open. */
  offer(token: string): Promise<InvitationOffer | undefined>;
  accept(acceptance: Acceptance): Promise<AcceptOutcome>;
  /** Whether somebody waits for a person with this address; such a one may come by single sign-on. */
  awaits(email: string): Promise<boolean>;
}

const OPEN_FOR_MS = 7 * 86_400_000;

export function createInvitations(options: InvitationsOptions): Invitations {
  const { context, rows, audit, mailer, publicUrl, now } = options;

  async function belongsTo(accountId: number, email: string): Promise<boolean> {
    const user = await rows.find('user', { email });
    return user !== undefined && await rows.count('member', { accountId, userId: user.id }) > 0;
  }

  async function replace(row: Omit<InvitationRow, 'id'>): Promise<InvitationRow> {
    return await rows.transaction(async () => {
      await rows.remove('invitation', { accountId: row.accountId, email: row.email });
      return await rows.add('invitation', row);
    });
  }

  async function linkTo({ email, accountId, invitedBy, expiresAt }: InvitationRow, token: string) {
    const link = joinLink(publicUrl, token);
    const { name = '' } = await rows.find('tenant', { number: accountId }) ?? {};
    const mailed = await mailer?.send(invitationMail(email, { accountName: name, invitedBy, link })) ?? false;
    return { link, mailed, expiresAt: expiresAt.toISOString() };
  }

  async function openInvitation(token: string): Promise<InvitationRow | undefined> {
    const invitation = await rows.find('invitation', { tokenHash: hashOf(token) });
    return invitation && invitation.expiresAt.getTime() > now() ? invitation : undefined;
  }

  /** Uses the invitation up for whoever `arrive` names, or makes. Undefined when somebody else was faster. */
  async function join({ id, accountId, role }: InvitationRow, arrive: () => Promise<string>) {
    return await rows.transaction(async () => {
      if (await rows.remove('invitation', { id }) === 0) return undefined;
      const userId = await arrive();
      if (await rows.count('member', { accountId, userId }) === 0) {
        await rows.add('member', { accountId, userId, role, createdAt: new Date(now()) });
      }
      return userId;
    });
  }

  async function newcomer(email: string, name: string, password: string): Promise<() => Promise<string>> {
    const passwordHash = await context.password.hash(password);
    // Whoever holds the link need not own the mailbox; single sign-on must not join them by the address alone.
    return () => addUser(context, { email, name, passwordHash, emailVerified: false });
  }

  return {
    async list(accountId) {
      const invitations = await rows.list('invitation', { accountId }, 'createdAt');
      return invitations.filter(({ expiresAt }) => expiresAt.getTime() > now()).map(outputOf);
    },

    async create({ accountId, actor, role: own }, { email, role }) {
      if (!mayAct(own, role)) return { kind: 'above_you' };
      if (await belongsTo(accountId, email)) return { kind: 'already_member' };
      const token = newToken();
      const invitation = await replace({
        accountId,
        email,
        role,
        tokenHash: hashOf(token),
        invitedBy: actor.name,
        createdAt: new Date(now()),
        expiresAt: new Date(now() + OPEN_FOR_MS),
      });
      await audit.record({
        accountId,
        actor,
        action: 'invitation created',
        subject: email,
        details: { role },
      });
      return { kind: 'created', invitation: outputOf(invitation), link: await linkTo(invitation, token) };
    },

    async revoke({ accountId, actor }, id) {
      const invitation = await rows.find('invitation', { accountId, id });
      if (!invitation || await rows.remove('invitation', { id }) === 0) return false;
      const { email: subject } = invitation;
      await audit.record({ accountId, actor, action: 'invitation revoked', subject, details: {} });
      return true;
    },

    async offer(token) {
      const invitation = await openInvitation(token);
      const tenant = invitation && await rows.find('tenant', { number: invitation.accountId });
      if (!tenant) return undefined;
      const { email, role } = invitation;
      return { accountName: tenant.name, email, role, signInFirst: await rows.count('user', { email }) > 0 };
    },

    async accept({ token, password, signedIn, ...given }) {
      const invitation = await openInvitation(token);
      if (!invitation) return { kind: 'not_open' };
      const { accountId, email, role } = invitation;
      const name = given.name ?? email;
      const user = await rows.find('user', { email });
      if (user && user.id !== signedIn?.id) return { kind: 'sign_in_first', email };
      const arrive = user
        ? () => Promise.resolve(user.id)
        : password !== undefined && await newcomer(email, name, password);
      if (!arrive) return { kind: 'password_missing' };
      const userId = await join(invitation, arrive);
      if (userId === undefined) return { kind: 'not_open' };
      const actor = { kind: 'user', id: userId, name: user?.name ?? name } as const;
      await audit.record({ accountId, actor, action: 'member joined', subject: email, details: { role } });
      return { kind: 'joined', accountId, email };
    },

    async awaits(email) {
      const invitations = await rows.list('invitation', { email: email.toLowerCase() });
      return invitations.some(({ expiresAt }) => expiresAt.getTime() > now());
    },
  };
}

function outputOf({ id, email, role, invitedBy, createdAt, expiresAt }: InvitationRow): InvitationOutput {
  return {
    id,
    email,
    role,
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

import { z } from 'zod';
import { role } from './roles.ts';

const timestamp = z.iso.datetime();

/** The shortest and longest password. NIST SP 800-63B §3.1.1.2: length counts, composition rules do not. */
export const PASSWORD_LENGTH = { least: 8, most: 128 } as const;

export const password = z.string('Enter a password.')
  .min(PASSWORD_LENGTH.least, `A password has at least ${PASSWORD_LENGTH.least} characters.`)
  .max(PASSWORD_LENGTH.most, `A password has at most ${PASSWORD_LENGTH.most} characters.`);

/** A secret this short could be guessed. The keys that we make have 43 characters behind `plum_`. */
export const LEAST_KEY_LENGTH = 32;

// deno-lint-ignore no-control-regex
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

const name = (what: string) =>
  z.string(`Enter a name for the ${what}.`).trim().min(1, `Enter a name for the ${what}.`)
    .max(100, 'A name has at most 100 characters.')
    .refine((text) => !CONTROL_CHARACTER.test(text), 'A name has no line breaks or control characters.');

/** E-mail addresses are compared without regard to case. */
export const email = z.string('Enter an e-mail address.').trim().toLowerCase()
  .meta({ format: 'email' }).pipe(z.email('Enter an e-mail address, such as ann@example.com.').max(254));

export const accountName = name('account');

/** The first account and its owner. The token is the one in the set-up link. */
export const setupInput = z.strictObject({
  token: z.string('Open the set-up link once more: it carries a token.'),
  accountName,
  email,
  password,
});

/** What the sign-in page has to know. */
export const signInOptions = z.object({
  /** True while nobody can sign in yet: the set-up link is open. */
  setupNeeded: z.boolean(),
  /** Whether people can have a link to set a new password mailed to them. */
  passwordByMail: z.boolean(),
  /** Whether people can sign in with an OpenID provider. */
  singleSignOn: z.boolean(),
});

/** An account's public number. Everywhere that it is kept it has 32 bits. */
export const accountNumber = z.int32().positive();

/** An account, as its members see it. */
export const accountOutput = z.object({
  /** The public number, as in `/ws/route/{account}/…`. */
  id: z.number().int(),
  name: z.string(),
  createdAt: timestamp,
});

export const accountInput = z.strictObject({ name: accountName });

export const membershipOutput = z.object({ account: accountOutput, role });

/** Who is asking: by session, with every account to switch to; or by API key, in its one account. */
export const meOutput = z.object({
  kind: z.enum(['user', 'key']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  twoFactorEnabled: z.boolean(),
  /** Null for a user who was removed from the last account. */
  active: membershipOutput.nullable(),
  memberships: z.array(membershipOutput),
});

export const nameInput = z.strictObject({ name: name('user') });

/** The account to work in from now on, in this session. */
export const activeAccountInput = z.strictObject({ account: accountNumber });

export const sessionOutput = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: timestamp,
  /** When it ends unless it is used again. */
  expiresAt: timestamp,
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
});

export const sessionList = z.object({ sessions: z.array(sessionOutput) });

export const memberOutput = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  twoFactorEnabled: z.boolean(),
  createdAt: timestamp,
});

export const memberList = z.object({ members: z.array(memberOutput) });
export const memberInput = z.strictObject({ role });

export const invitationOutput = z.object({
  id: z.string(),
  email: z.string(),
  role,
  invitedBy: z.string(),
  createdAt: timestamp,
  expiresAt: timestamp,
});

export const invitationList = z.object({ invitations: z.array(invitationOutput) });
export const invitationInput = z.strictObject({ email, role });

/** A link that lets whoever has it in, shown once; `mailed` says whether it also went out by e-mail. */
export const secretLink = z.object({ link: z.url(), mailed: z.boolean(), expiresAt: timestamp });

export const invitationCreated = z.object({ invitation: invitationOutput, ...secretLink.shape });

/** The token of an invitation link; it travels in the body, so that no log of addresses has it. */
export const invitationToken = z.strictObject({
  token: z.string('Open the invitation link once more: it carries a token.'),
});

/** What the person who opened an invitation link has to know. */
export const invitationOffer = z.object({
  accountName: z.string(),
  email: z.string(),
  role,
  /** True when a user of this e-mail address exists and has to sign in to accept. */
  signInFirst: z.boolean(),
});

/** A new user sends a password; one who is signed in sends none. */
export const acceptInput = invitationToken.extend({
  password: password.optional(),
  name: name('user').optional(),
});

export const membershipJoined = z.object({ account: z.number().int() });

export const keyOutput = z.object({
  id: z.string(),
  name: z.string(),
  role,
  /** The first characters, to tell keys apart. */
  start: z.string(),
  createdBy: z.string(),
  createdAt: timestamp,
  /** To the minute; null when it was never used. */
  lastUsedAt: timestamp.nullable(),
});

export const keyList = z.object({ keys: z.array(keyOutput) });
export const keyInput = z.strictObject({ name: name('key'), role });

/** `secret` is the key itself, shown this one time. */
export const keyCreated = z.object({ key: keyOutput, secret: z.string() });

/** What happened in an account besides its route groups. */
export const auditAction = z.enum([
  'account created',
  'account renamed',
  'member joined',
  'member role changed',
  'member removed',
  'member password link created',
  'member two-factor removed',
  'invitation created',
  'invitation revoked',
  'key created',
  'key revoked',
  'signed in',
  'webhook created',
  'webhook edited',
  'webhook secret rotated',
  'webhook disabled',
  'webhook deleted',
  'sessions released',
]);

/** A change that somebody made, as history remembers it. */
export interface AuditEvent {
  readonly at: Date;
  readonly accountId: number;
  readonly actor: { readonly kind: 'user' | 'key' | 'system'; readonly id: string; readonly name: string };
  readonly action: AuditAction;
  /** Whom or what it happened to, in words: an e-mail address, a key's name. */
  readonly subject: string;
  /** What is worth knowing besides: a role before and after. */
  readonly details: Readonly<Record<string, string>>;
  /** The route group that it happened in, if it was one. */
  readonly groupId?: number | undefined;
}

export type SetupInput = z.output<typeof setupInput>;
export type SignInOptions = z.output<typeof signInOptions>;
export type AccountOutput = z.output<typeof accountOutput>;
export type MembershipOutput = z.output<typeof membershipOutput>;
export type MeOutput = z.output<typeof meOutput>;
export type MemberOutput = z.output<typeof memberOutput>;
export type InvitationOutput = z.output<typeof invitationOutput>;
export type InvitationOffer = z.output<typeof invitationOffer>;
export type AcceptInput = z.output<typeof acceptInput>;
export type SessionOutput = z.output<typeof sessionOutput>;
export type SecretLink = z.output<typeof secretLink>;
export type KeyOutput = z.output<typeof keyOutput>;
export type AuditAction = z.output<typeof auditAction>;

import type { BetterAuthPlugin } from 'better-auth';
import type { Role } from '../../contract/roles.ts';

/**
 * The tables of accounts, beside better-auth's own of people and their sessions. They are declared to it as a plugin,
 * so that one migration and one transaction cover both.
 *
 * better-auth keeps credentials in a table that it names `account`; ours is therefore called `tenant`.
 */
export const accountTables = {
  id: 'accounts',
  schema: {
    session: {
      fields: { activeAccount: { type: 'number', required: false, input: false } },
    },
    tenant: {
      fields: {
        number: { type: 'number', required: true, unique: true },
        name: { type: 'string', required: true },
        createdAt: { type: 'date', required: true },
      },
    },
    member: {
      fields: {
        accountId: { type: 'number', required: true, references: { model: 'tenant', field: 'number' } },
        userId: { type: 'string', required: true, index: true, references: { model: 'user', field: 'id' } },
        role: { type: 'string', required: true },
        createdAt: { type: 'date', required: true },
      },
      indexes: [{ fields: ['accountId', 'userId'], unique: true }],
    },
    invitation: {
      fields: {
        accountId: {
          type: 'number',
          required: true,
          index: true,
          references: { model: 'tenant', field: 'number' },
        },
        email: { type: 'string', required: true, index: true },
        role: { type: 'string', required: true },
        tokenHash: { type: 'string', required: true, unique: true },
        invitedBy: { type: 'string', required: true },
        createdAt: { type: 'date', required: true },
        expiresAt: { type: 'date', required: true },
      },
    },
    apiKey: {
      fields: {
        accountId: {
          type: 'number',
          required: true,
          index: true,
          references: { model: 'tenant', field: 'number' },
        },
        name: { type: 'string', required: true },
        role: { type: 'string', required: true },
        hash: { type: 'string', required: true, unique: true },
        start: { type: 'string', required: true },
        createdBy: { type: 'string', required: true },
        createdAt: { type: 'date', required: true },
        lastUsedAt: { type: 'date', required: false },
      },
    },
  },
} satisfies BetterAuthPlugin;

/** An account. Rows are never deleted, so no number is given twice. */
export interface TenantRow {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly createdAt: Date;
}

export interface MemberRow {
  readonly id: string;
  readonly accountId: number;
  readonly userId: string;
  readonly role: Role;
  readonly createdAt: Date;
}

/** An open invitation; it goes when it is accepted or revoked. */
export interface InvitationRow {
  readonly id: string;
  readonly accountId: number;
  readonly email: string;
  readonly role: Role;
  readonly tokenHash: string;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A key that works; it goes when it is revoked. */
export interface KeyRow {
  readonly id: string;
  readonly accountId: number;
  readonly name: string;
  readonly role: Role;
  readonly hash: string;
  readonly start: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What we read of better-auth's users. */
export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly twoFactorEnabled: boolean | null;
}

/** What we read of better-auth's sessions. */
export interface SessionRow {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly activeAccount: number | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** What we read of better-auth's second factors. */
export interface TwoFactorRow {
  readonly id: string;
  readonly userId: string;
}

export interface Tables {
  readonly tenant: TenantRow;
  readonly member: MemberRow;
  readonly invitation: InvitationRow;
  readonly apiKey: KeyRow;
  readonly user: UserRow;
  readonly session: SessionRow;
  readonly twoFactor: TwoFactorRow;
}

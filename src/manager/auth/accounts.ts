import type { AccountOutput } from '../../contract/auth.ts';
import type { Actor } from '../../directory/directory.ts';
import type { TenantRow } from './account-tables.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Rows } from './rows.ts';

export interface AccountsOptions {
  readonly rows: Rows;
  readonly audit: AuditTrail;
  readonly now: () => number;
}

/** Accounts by their public number. */
export interface Accounts {
  read(accountId: number): Promise<AccountOutput | undefined>;
  /** By number. */
  list(accountIds: readonly number[]): Promise<AccountOutput[]>;
  rename(accountId: number, name: string, actor: Actor): Promise<AccountOutput | undefined>;
  /** A further account, with the next number; the user becomes its owner. */
  open(name: string, ownerUserId: string, actor: Actor): Promise<AccountOutput>;
}

/** The account that the set-up makes. Its owners run the installation: they alone open further accounts. */
export const FIRST_ACCOUNT = 1;

export function createAccounts({ rows, audit, now }: AccountsOptions): Accounts {
  async function read(accountId: number) {
    const tenant = await rows.find('tenant', { number: accountId });
    return tenant && outputOf(tenant);
  }

  return {
    read,

    async list(accountIds) {
      return (await rows.list('tenant', { number: accountIds }, 'number')).map(outputOf);
    },

    async rename(accountId, name, actor) {
      if (await rows.change('tenant', { number: accountId }, { name }) === 0) return undefined;
      await audit.record({ accountId, actor, action: 'account renamed', subject: name, details: {} });
      return await read(accountId);
    },

    async open(name, ownerUserId, actor) {
      const createdAt = new Date(now());
      const tenant = await rows.transaction(async () => {
        await lockAccount(rows, FIRST_ACCOUNT);
        // Rows of accounts are never deleted, so their count is the last number given.
        const number = await rows.count('tenant', {}) + 1;
        const added = await rows.add('tenant', { number, name, createdAt });
        await rows.add('member', { accountId: number, userId: ownerUserId, role: 'owner', createdAt });
        return added;
      });
      const accountId = tenant.number;
      await audit.record({ accountId, actor, action: 'account created', subject: name, details: {} });
      return outputOf(tenant);
    },
  };
}

/**
 * Makes changes to an account's members take turns until the end of the transaction: writing its row, even with what
 * it has, is a lock that every engine knows.
 */
export async function lockAccount(rows: Rows, accountId: number): Promise<void> {
  await rows.change('tenant', { number: accountId }, { number: accountId });
}

function outputOf({ number, name, createdAt }: TenantRow): AccountOutput {
  return { id: number, name, createdAt: createdAt.toISOString() };
}

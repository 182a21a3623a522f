import type { MemberOutput } from '../../contract/auth.ts';
import { mayAct, type Role } from '../../contract/roles.ts';
import type { Principal } from '../principal.ts';
import type { MemberRow, UserRow } from './account-tables.ts';
import { lockAccount } from './accounts.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Rows } from './rows.ts';

export interface MembersOptions {
  readonly rows: Rows;
  readonly audit: AuditTrail;
}

/** What became of a change to a member. */
export type MemberOutcome =
  | { readonly kind: 'done'; readonly member: MemberOutput }
  | { readonly kind: 'missing' }
  /** The member's role, or the one to be given, is above the role of who asks. */
  | { readonly kind: 'above_you' }
  /** An account without an owner would be nobody's. */
  | { readonly kind: 'last_owner' };

/** Who belongs to an account, and as what. Every member is looked up in the account of who asks. */
export interface Members {
  /** By role, then by e-mail address. */
  list(accountId: number): Promise<MemberOutput[]>;
  changeRole(principal: Principal, memberId: string, role: Role): Promise<MemberOutcome>;
  /** From the next request on, the user has nothing to do with the account. Everybody may remove themselves. */
  remove(principal: Principal, memberId: string): Promise<MemberOutcome>;
}

export function createMembers({ rows, audit }: MembersOptions): Members {
  /** Runs `change` when nothing speaks against it; roles can't move between the check and the change. */
  async function unlessRefused(
    principal: Principal,
    memberId: string,
    to: Role | 'gone',
    change: (member: MemberRow) => Promise<unknown>,
  ): Promise<MemberOutcome> {
    const { accountId } = principal;
    return await rows.transaction(async () => {
      await lockAccount(rows, accountId);
      const member = await rows.find('member', { accountId, id: memberId });
      const user = member && await rows.find('user', { id: member.userId });
      if (!member || !user) return { kind: 'missing' };
      if (!mayChange(principal, member, to)) return { kind: 'above_you' };
      const owners = await rows.count('member', { accountId, role: 'owner' });
      if (member.role === 'owner' && to !== 'owner' && owners === 1) return { kind: 'last_owner' };
      await change(member);
      return { kind: 'done', member: memberOutputOf(member, user) };
    });
  }

  return {
    async list(accountId) {
      const members = await rows.list('member', { accountId });
      const users = new Map((await usersOf(rows, members)).map((user) => [user.id, user]));
      return members.flatMap((member) => {
        const user = users.get(member.userId);
        return user ? [memberOutputOf(member, user)] : [];
      }).sort(byRoleThenEmail);
    },

    async changeRole(principal, memberId, role) {
      const outcome = await unlessRefused(
        principal,
        memberId,
        role,
        ({ id }) => rows.change('member', { id }, { role }),
      );
      if (outcome.kind !== 'done') return outcome;
      const { email: subject, role: from } = outcome.member;
      const { accountId, actor } = principal;
      const details = { from, to: role };
      if (from !== role) {
        await audit.record({ accountId, actor, action: 'member role changed', subject, details });
      }
      return { kind: 'done', member: { ...outcome.member, role } };
    },

    async remove(principal, memberId) {
      const outcome = await unlessRefused(
        principal,
        memberId,
        'gone',
        ({ id }) => rows.remove('member', { id }),
      );
      if (outcome.kind !== 'done') return outcome;
      const { email: subject, role } = outcome.member;
      const { accountId, actor } = principal;
      await audit.record({ accountId, actor, action: 'member removed', subject, details: { role } });
      return outcome;
    },
  };
}

/** Nobody touches or gives a role above their own; that aside, admins manage members and everybody may leave. */
function mayChange({ role, actor }: Principal, member: MemberRow, to: Role | 'gone'): boolean {
  if (to === 'gone') return actor.id === member.userId || mayManage(role, member.role);
  return mayManage(role, member.role) && mayAct(role, to);
}

/** Whether a role may manage members who have another. */
export function mayManage(role: Role, other: Role): boolean {
  return mayAct(role, 'admin') && mayAct(role, other);
}

async function usersOf(rows: Rows, members: readonly MemberRow[]): Promise<UserRow[]> {
  return await rows.list('user', { id: members.map(({ userId }) => userId) });
}

function byRoleThenEmail(one: MemberOutput, other: MemberOutput): number {
  if (one.role === other.role) return one.email < other.email ? -1 : 1;
  return mayAct(one.role, other.role) ? -1 : 1;
}

function memberOutputOf({ id, userId, role, createdAt }: MemberRow, user: UserRow): MemberOutput {
  return {
    id,
    userId,
    name: user.name,
    email: user.email,
    role,
    twoFactorEnabled: user.twoFactorEnabled ?? false,
    createdAt: createdAt.toISOString(),
  };
}

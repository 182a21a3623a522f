import { useQueryClient } from '@tanstack/react-query';
import type { MemberOutput } from '../../../../contract/auth.ts';
import { mayAct, type Role } from '../../../../contract/roles.ts';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { changeRole, removeMember, useMemberChange } from '../api/members.ts';
import { useMe } from '../api/read-me.ts';
import people from '../people.module.css';
import { MemberHelp } from './member-help.tsx';
import { RoleSelect } from './role-select.tsx';

interface MemberRowProps {
  readonly member: MemberOutput;
  /** The role of who looks. */
  readonly own: Role;
  /** An account always keeps an owner. */
  readonly isOnlyOwner: boolean;
}

/** A member, with what one may do about them. */
export function MemberRow({ member, own, isOnlyOwner }: MemberRowProps) {
  const me = useMe();
  const isMe = member.userId === me?.id;
  const mayManage = mayAct(own, 'admin') && mayAct(own, member.role);
  return (
    <li className={`${people.row} ${people.member}`}>
      <Who member={member} isMe={isMe} />
      {mayManage && !isOnlyOwner
        ? <MemberRole member={member} own={own} isMe={isMe} />
        : <span className={people.roleWord}>{member.role}</span>}
      {mayManage && !isMe && <MemberHelp member={member} />}
      {isMe && !isOnlyOwner && <Leave member={member} accountName={me?.active?.account.name ?? ''} />}
      {!isMe && mayManage && !isOnlyOwner && <Remove member={member} />}
    </li>
  );
}

function Who({ member, isMe }: { readonly member: MemberOutput; readonly isMe: boolean }) {
  const { name, email, twoFactorEnabled } = member;
  return (
    <div className={people.who}>
      <span className={people.name}>{name}</span>
      {isMe && <span className={people.mark}>you</span>}
      <div className={people.detail}>
        {name !== email && `${email} · `}
        {twoFactorEnabled ? 'two-factor is on' : 'no two-factor'}
      </div>
    </div>
  );
}

interface MemberRoleProps {
  readonly member: MemberOutput;
  readonly own: Role;
  readonly isMe: boolean;
}

function MemberRole({ member: { id, name, role }, own, isMe }: MemberRoleProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const change = useMemberChange(changeRole);
  const give = (to: Role, said: string, undo: boolean) =>
    change.mutate({ id, role: to }, {
      onSuccess: () => {
        if (isMe) void client.invalidateQueries({ queryKey: ['me'] });
        const action = undo
          ? { label: 'Undo', run: () => give(role, `${name} is ${role} again.`, false) }
          : undefined;
        notify({ text: said, ...(action && { action }) });
      },
      onError: ({ message }) => notify({ text: message, bad: true }),
    });
  return (
    <RoleSelect
      className={people.role}
      aria-label={`Role of ${name}`}
      own={own}
      value={change.isPending ? change.variables.role : role}
      onChange={({ currentTarget: { value } }) => give(value as Role, `${name} is ${value} now.`, !isMe)}
    />
  );
}

function Remove({ member: { id, name } }: { readonly member: MemberOutput }) {
  const remove = useMemberChange(removeMember);
  const notify = useNotify();
  return (
    <ConsequenceButton
      label='Remove'
      fullLabel={`Remove ${name}`}
      sentence={`${name} sees nothing of this account from now on. Calls and API keys stay as they are.`}
      confirm={`Remove ${name}`}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(id, {
          onSuccess: () => notify({ text: `${name} no longer belongs to this account.` }),
        })}
    />
  );
}

function Leave(
  { member: { id }, accountName }: { readonly member: MemberOutput; readonly accountName: string },
) {
  const remove = useMemberChange(removeMember);
  return (
    <ConsequenceButton
      label='Leave'
      fullLabel={`Leave ${accountName}`}
      sentence={`You see nothing of ${accountName} from now on. Only an invitation lets you in again.`}
      confirm={`Leave ${accountName}`}
      pending={remove.isPending}
      error={remove.error}
      // Everything on the page belongs to the account that was left.
      onConfirm={() => remove.mutate(id, { onSuccess: () => globalThis.location.assign('/') })}
    />
  );
}

import { Skeleton } from '@mantine/core';
import type { MemberOutput } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useMembers } from '../api/members.ts';
import people from '../people.module.css';
import { MemberRow } from './member-row.tsx';

/** Who belongs to the account, and as what. */
export function Members({ own }: { readonly own: Role }) {
  const { data, error, refetch } = useMembers();
  return (
    <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={200} />}>
      {(members) => <MemberRows members={members} own={own} />}
    </Loaded>
  );
}

function MemberRows({ members, own }: { readonly members: readonly MemberOutput[]; readonly own: Role }) {
  const owners = members.filter(({ role }) => role === 'owner').length;
  return (
    <ul className={people.rows}>
      {members.map((member) => (
        <MemberRow
          key={member.id}
          member={member}
          own={own}
          isOnlyOwner={member.role === 'owner' && owners === 1}
        />
      ))}
    </ul>
  );
}

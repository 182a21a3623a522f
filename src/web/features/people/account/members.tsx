import { Skeleton } from '@mantine/core';
import type { Role } from '../../../../contract/roles.ts';
import { Failure } from '../../../ui/failure.tsx';
import { useMembers } from '../api/members.ts';
import people from '../people.module.css';
import { MemberRow } from './member-row.tsx';

/** Who belongs to the account, and as what. */
export function Members({ own }: { readonly own: Role }) {
  const { data: members, error, refetch } = useMembers();
  if (error && !members) return <Failure error={error} onRetry={refetch} />;
  if (!members) return <Skeleton height={200} />;
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

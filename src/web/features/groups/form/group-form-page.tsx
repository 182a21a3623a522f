import { Skeleton } from '@mantine/core';
import { useGroup } from '../api/read-group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Message } from '../../../ui/message.tsx';
import { Page } from '../../../ui/page.tsx';
import { GroupForm } from './group-form.tsx';

/** The form of a new group, or of the one with this id. */
export function GroupFormPage({ groupId }: { readonly groupId?: number }) {
  const above = <BackLink href='/'>Route Manager</BackLink>;
  if (!useMayEdit()) return <ReadOnlyPage above={above} />;
  if (groupId !== undefined) return <EditPage groupId={groupId} above={above} />;
  return (
    <Page title='New route group' above={above}>
      <GroupForm />
    </Page>
  );
}

function EditPage({ groupId, above }: { readonly groupId: number; readonly above: React.ReactNode }) {
  const { data: known, error, refetch, isFetchedAfterMount } = useGroup(groupId, { fresh: true });
  const group = isFetchedAfterMount ? known : undefined;
  return (
    <Page title={known ? `Edit ${known.name}` : 'Edit route group'} above={above}>
      <Loaded data={group} error={error} onRetry={refetch} waiting={<Skeleton height={220} />}>
        {(group) => group.deletedAt ? <DeletedNote /> : <GroupForm group={group} />}
      </Loaded>
    </Page>
  );
}

function DeletedNote() {
  return (
    <Message tone='warn'>This group is deleted. Restore it on the Deleted groups page to edit it.</Message>
  );
}

function ReadOnlyPage({ above }: { readonly above: React.ReactNode }) {
  return (
    <Page title='Route group' above={above}>
      <Message tone='plain'>
        You may look at everything here and change nothing. Ask an admin for the editor role.
      </Message>
    </Page>
  );
}

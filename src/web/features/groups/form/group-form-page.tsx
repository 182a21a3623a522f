import { Button, Skeleton } from '@mantine/core';
import { useGroup } from '../api/read-group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { BackLink } from '../../../ui/back-link.tsx';
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
  const { data: group, error, refetch, isFetchedAfterMount } = useGroup(groupId, { fresh: true });
  return (
    <Page title={group ? `Edit ${group.name}` : 'Edit route group'} above={above}>
      {error && !group && (
        <Message
          tone='bad'
          action={
            <Button
              variant='default'
              onClick={() => refetch()}
            >
              Try again
            </Button>
          }
        >
          {error.message}
        </Message>
      )}
      {!isFetchedAfterMount && <Skeleton height={220} />}
      {group?.deletedAt && (
        <Message tone='warn'>
          This group is deleted. Restore it on the Deleted groups page to edit it.
        </Message>
      )}
      {group && !group.deletedAt && isFetchedAfterMount && <GroupForm group={group} />}
    </Page>
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

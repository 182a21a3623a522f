import { Button, Skeleton, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Page } from '../../../ui/page.tsx';
import classes from '../../../ui/tabs.module.css';
import { useGroup } from '../api/read-group.ts';
import { useRestoreGroup } from '../api/restore-group.ts';
import { useLiveStream } from '../api/watch-live.ts';
import { GroupEvents } from '../events/group-events.tsx';
import { Coming } from '../schedule/coming.tsx';
import { LeakNote } from '../leaks/leak-note.tsx';
import { useDeletion } from '../link-stop/use-deletion.tsx';
import { OpenCalls } from '../sessions/open-calls.tsx';
import { Dashboard } from './dashboard.tsx';
import { History } from './history.tsx';
import { UseIt } from './use-it.tsx';

interface Tab {
  readonly path: string;
  readonly name: string;
  /** `connected` says whether live values arrive. */
  readonly show: (group: GroupOutput, connected: boolean) => ReactNode;
}

const tabs: readonly Tab[] = [
  {
    path: 'dashboard',
    name: 'Dashboard',
    show: (group, connected) => <Dashboard group={group} connected={connected} />,
  },
  { path: 'open-calls', name: 'Open calls', show: (group) => <OpenCalls group={group} /> },
  { path: 'use', name: 'Use it', show: (group) => <UseIt group={group} /> },
  {
    path: 'history',
    name: 'History',
    show: (group) => (
      <>
        <GroupEvents groupId={group.id} />
        <History group={group} />
      </>
    ),
  },
];

/** Everything about one route group. */
export function GroupPage(
  { groupId, tab = tabs[0].path }: { readonly groupId: number; readonly tab?: string },
) {
  const { data: group, error, refetch } = useGroup(groupId);
  const connected = useLiveStream();
  const above = group?.deletedAt
    ? <BackLink href='/deleted'>Deleted groups</BackLink>
    : <BackLink href='/'>Route Manager</BackLink>;
  return (
    <Page title={group?.name ?? 'Route group'} above={above} actions={group && <Actions group={group} />}>
      <Loaded data={group} error={error} onRetry={refetch} waiting={<Skeleton height={260} />}>
        {(group) => (
          <>
            {group.deletedAt && <DeletedNote />}
            <Coming group={group} />
            <LeakNote group={group} />
            <GroupTabs group={group} tab={tab} connected={connected} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DeletedNote() {
  const mayEdit = useMayEdit();
  return (
    <Message tone='warn'>
      This group is deleted: calls to its link get no destination.
      {mayEdit && ' Restore it to bring its link back.'}
    </Message>
  );
}

interface GroupTabsProps {
  readonly group: GroupOutput;
  readonly tab: string;
  readonly connected: boolean;
}

function GroupTabs({ group, tab, connected }: GroupTabsProps): ReactNode {
  const [, navigate] = useLocation();
  const shown = tabs.find(({ path }) => path === tab) ?? tabs[0];
  const go = (path: string | null) =>
    navigate(path === tabs[0].path ? `/groups/${group.id}` : `/groups/${group.id}/${path}`, {
      replace: true,
    });
  return (
    <Tabs value={shown.path} onChange={go} keepMounted={false}>
      <Tabs.List mb='xl'>
        {tabs.map(({ path, name }) => (
          <Tabs.Tab key={path} value={path} className={classes.tab}>{name}</Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown.path}>{shown.show(group, connected)}</Tabs.Panel>
    </Tabs>
  );
}

function Actions({ group }: { readonly group: GroupOutput }) {
  if (!useMayEdit()) return null;
  return group.deletedAt ? <Restore group={group} /> : <EditAndDelete group={group} />;
}

function Restore({ group }: { readonly group: GroupOutput }) {
  const { mutate, isPending } = useRestoreGroup();
  const notify = useNotify();
  const restore = () => mutate(group.id, { onError: (error) => notify({ text: error.message, bad: true }) });
  return <Button loading={isPending} onClick={restore}>Restore</Button>;
}

function EditAndDelete({ group }: { readonly group: GroupOutput }) {
  const [, navigate] = useLocation();
  const deletion = useDeletion(group, () => navigate('/'));
  return (
    <>
      <Button component={Link} href={`/groups/${group.id}/edit`}>Edit</Button>
      <Button variant='default' aria-busy={deletion.isAsking} onClick={deletion.start}>Delete</Button>
      {deletion.dialog}
    </>
  );
}

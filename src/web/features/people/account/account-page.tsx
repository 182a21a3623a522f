import { Button, Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { MembershipOutput } from '../../../../contract/auth.ts';
import { mayAct, type Role } from '../../../../contract/roles.ts';
import { Failure } from '../../../ui/failure.tsx';
import { Page } from '../../../ui/page.tsx';
import classes from '../../../ui/tabs.module.css';
import { meQuery } from '../api/read-me.ts';
import { AccountName } from './account-name.tsx';
import { AuditLog } from './audit-log.tsx';
import { Invitations } from './invitations.tsx';
import { Keys } from './keys.tsx';
import { Members } from './members.tsx';

/** One of the account's matters. */
export interface Tab {
  /** The last part of its address. */
  readonly path: string;
  readonly name: string;
  readonly needs: Role;
  readonly show: (role: Role) => ReactNode;
}

const ownTabs: readonly Tab[] = [
  { path: 'members', name: 'Members', needs: 'viewer', show: (role) => <Members own={role} /> },
  { path: 'invitations', name: 'Invitations', needs: 'admin', show: (role) => <Invitations own={role} /> },
  { path: 'keys', name: 'API keys', needs: 'admin', show: (role) => <Keys own={role} /> },
  { path: 'audit', name: 'Audit log', needs: 'admin', show: () => <AuditLog /> },
];

interface AccountPageProps {
  readonly tab?: string;
  /** What others have to show of the account, before the audit log. */
  readonly more?: readonly Tab[];
}

/** The account: who belongs to it, and what may act for it. */
export function AccountPage({ tab, more = [] }: AccountPageProps) {
  const { data: me, error, refetch } = useQuery(meQuery);
  if (me?.active) return <Account key={me.active.account.id} membership={me.active} tab={tab} more={more} />;
  return (
    <Page title='Account'>
      {error ? <Failure error={error} onRetry={refetch} /> : <Skeleton height={320} />}
    </Page>
  );
}

interface TabsProps {
  readonly tab: string | undefined;
  readonly more: readonly Tab[];
}

function Account(
  { membership: { account, role }, ...tabs }: TabsProps & { readonly membership: MembershipOutput },
) {
  const [renaming, setRenaming] = useState(false);
  const rename = mayAct(role, 'admin') && !renaming && (
    <Button
      variant='default'
      onClick={() => setRenaming(true)}
    >
      Rename
    </Button>
  );
  return (
    <Page title={account.name} actions={rename}>
      {renaming && <AccountName account={account} onDone={() => setRenaming(false)} />}
      <AccountTabs role={role} {...tabs} />
    </Page>
  );
}

function AccountTabs({ role, tab, more }: TabsProps & { readonly role: Role }) {
  const [, navigate] = useLocation();
  const open = [...ownTabs.slice(0, -1), ...more, ...ownTabs.slice(-1)].filter(({ needs }) =>
    mayAct(role, needs)
  );
  const shown = open.find(({ path }) => path === tab) ?? open[0];
  return (
    <Tabs
      value={shown.path}
      onChange={(path) => navigate(`/account/${path}`, { replace: true })}
      keepMounted={false}
    >
      <Tabs.List mb='xl'>
        {open.map(({ path, name }) => (
          <Tabs.Tab key={path} value={path} className={classes.tab}>{name}</Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown.path}>{shown.show(role)}</Tabs.Panel>
    </Tabs>
  );
}

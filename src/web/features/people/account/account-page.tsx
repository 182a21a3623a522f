import { Button, Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { MembershipOutput } from '../../../../contract/auth.ts';
import { mayAct, type Role } from '../../../../contract/roles.ts';
import { Failure } from '../../../ui/failure.tsx';
import { Page } from '../../../ui/page.tsx';
import { meQuery } from '../api/read-me.ts';
import classes from './account-page.module.css';
import { AccountName } from './account-name.tsx';
import { AuditLog } from './audit-log.tsx';
import { Invitations } from './invitations.tsx';
import { Keys } from './keys.tsx';
import { Members } from './members.tsx';

interface Tab {
  readonly path: string;
  readonly name: string;
  readonly needs: Role;
  readonly show: (role: Role) => ReactNode;
}

const tabs: readonly Tab[] = [
  { path: 'members', name: 'Members', needs: 'viewer', show: (role) => <Members own={role} /> },
  { path: 'invitations', name: 'Invitations', needs: 'admin', show: (role) => <Invitations own={role} /> },
  { path: 'keys', name: 'API keys', needs: 'admin', show: (role) => <Keys own={role} /> },
  { path: 'audit', name: 'Audit log', needs: 'admin', show: () => <AuditLog /> },
];

/** The account: who belongs to it, and what may act for it. */
export function AccountPage({ tab }: { readonly tab?: string }) {
  const { data: me, error, refetch } = useQuery(meQuery);
  if (me?.active) return <Account key={me.active.account.id} membership={me.active} tab={tab} />;
  return (
    <Page title='Account'>
      {error ? <Failure error={error} onRetry={refetch} /> : <Skeleton height={320} />}
    </Page>
  );
}

interface AccountProps {
  readonly membership: MembershipOutput;
  readonly tab: string | undefined;
}

function Account({ membership: { account, role }, tab }: AccountProps) {
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
      <AccountTabs role={role} tab={tab} />
    </Page>
  );
}

function AccountTabs({ role, tab }: { readonly role: Role; readonly tab: string | undefined }) {
  const [, navigate] = useLocation();
  const open = tabs.filter(({ needs }) => mayAct(role, needs));
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

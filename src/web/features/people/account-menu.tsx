import { Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import type { MeOutput } from '../../../contract/auth.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { signOut } from './api/sign-in.ts';
import { useMe } from './api/read-me.ts';
import { useSwitchAccount } from './api/switch-account.ts';
import classes from './account-menu.module.css';

/** The account one works in, and oneself. */
export function AccountMenu() {
  const me = useMe();
  if (!me) return null;
  return (
    <>
      {me.active && <AccountSwitcher me={me} />}
      <UserMenu me={me} />
    </>
  );
}

function AccountSwitcher({ me }: { readonly me: MeOutput }) {
  const { mutate } = useSwitchAccount();
  const notify = useNotify();
  if (me.memberships.length < 2) return <span className={classes.account}>{me.active?.account.name}</span>;
  const change = (id: number) =>
    mutate(id, {
      // Everything on the page, its live values too, belongs to the account before.
      onSuccess: () => globalThis.location.assign('/'),
      onError: ({ message }) => notify({ text: message, bad: true }),
    });
  return (
    <Menu position='bottom-end'>
      <Menu.Target>
        <button type='button' className={classes.switcher}>
          {me.active?.account.name} <Icon name='down' size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Account</Menu.Label>
        {me.memberships.map(({ account, role }) => (
          <Menu.Item
            key={account.id}
            rightSection={account.id === me.active?.account.id && <Icon name='check' size={16} />}
            onClick={() => change(account.id)}
          >
            {account.name} <span className={classes.role}>{role}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu({ me }: { readonly me: MeOutput }) {
  const leaveTo = useFreshStart();
  const notify = useNotify();
  const leave = () =>
    signOut().then(() => leaveTo('/sign-in'), ({ message }) => notify({ text: message, bad: true }));
  return (
    <Menu position='bottom-end' width={220}>
      <Menu.Target>
        <button type='button' className={classes.switcher} aria-label={`You: ${me.name}`}>
          <Icon name='account' />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name === me.email ? me.email : `${me.name}, ${me.email}`}</Menu.Label>
        {me.active && (
          <>
            <Menu.Item component={Link} href='/me'>Your profile</Menu.Item>
            <Menu.Item component={Link} href='/account'>Account</Menu.Item>
            <Menu.Item component={Link} href='/api/docs'>REST API</Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item onClick={leave}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Forgets what was shown to another person. */
function useFreshStart() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return (path: string) => {
    navigate(path);
    client.clear();
  };
}

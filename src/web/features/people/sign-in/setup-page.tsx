import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { setupInput } from '../../../../contract/auth.ts';
import { ProblemError } from '../../../lib/fetch-json.ts';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { useSetUp } from '../api/set-up.ts';

const EMPTY = { accountName: '', email: '', password: '' };
type Field = keyof typeof EMPTY;

/** The one-time set-up: the first account and its owner. */
export function SetupPage() {
  const options = useSignInOptions();
  const [search] = useSearchParams();
  const token = search.get('token');
  if (options?.setupNeeded === false) {
    return (
      <DoorPage title='Already set up'>
        <p>
          This set-up link was used. <Link href='/sign-in'>Sign in</Link>, or ask an admin for an invitation.
        </p>
      </DoorPage>
    );
  }
  if (!token) {
    return (
      <DoorPage title='Set up'>
        <p>
          The set-up link is incomplete. The server prints the right one where it was started, at each start
          until it is used.
        </p>
      </DoorPage>
    );
  }
  return (
    <DoorPage title='Set up'>
      <SetupForm token={token} />
    </DoorPage>
  );
}

function SetupForm({ token }: { readonly token: string }) {
  const [values, setValues] = useState(EMPTY);
  const [faults, setFaults] = useState<Partial<Record<string, string>>>({});
  const setUp = useSetUp();
  const client = useQueryClient();
  const [, navigate] = useLocation();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = setupInput.safeParse({ ...values, token });
    const found = parsed.error?.issues.toReversed().map(({ path, message }) => [String(path[0]), message]) ??
      [];
    setFaults(Object.fromEntries(found));
    if (!parsed.success) return;
    setUp.mutate(parsed.data, {
      onSuccess: () => {
        client.clear();
        navigate('/', { replace: true });
      },
      onError: (error) => setFaults(faultsOf(error)),
    });
  };
  const field = (name: Field) => ({
    size: 'md',
    value: values[name],
    error: faults[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((present) => ({ ...present, [name]: value }));
    },
  });

  return (
    <form onSubmit={submit} noValidate>
      {setUp.error && Object.keys(faults).length === 0 && <Message tone='bad'>{setUp.error.message}</Message>}
      <TextInput label='Account' description='Your company or team.' autoFocus {...field('accountName')} />
      <TextInput label='Your e-mail' type='email' autoComplete='username' {...field('email')} />
      <PasswordInput label='Password' autoComplete='new-password' {...field('password')} />
      <Button type='submit' size='md' fullWidth loading={setUp.isPending}>Set up and sign in</Button>
    </form>
  );
}

function faultsOf(error: Error): Record<string, string> {
  const errors = error instanceof ProblemError ? error.problem.errors ?? [] : [];
  return Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.replace(/^#?\//, ''), detail]));
}

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'wouter';
import { setupInput } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { setUp } from '../api/set-up.ts';

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
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { form, field, pending, failure } = useForm({
    initial: { accountName: '', email: '', password: '' },
    schema: setupInput,
    content: (values) => ({ ...values, token }),
    send: setUp,
    done: () => {
      client.clear();
      navigate('/', { replace: true });
    },
  });
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <TextInput
        label='Account'
        description='Your company or team.'
        size='md'
        autoComplete='organization'
        autoFocus
        {...field('accountName')}
      />
      <TextInput label='Your e-mail' type='email' size='md' autoComplete='username' {...field('email')} />
      <PasswordInput label='Password' size='md' autoComplete='new-password' {...field('password')} />
      <Button type='submit' size='md' fullWidth loading={pending}>Set up and sign in</Button>
    </form>
  );
}

import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'wouter';
import { z } from 'zod';
import { password, PASSWORD_LENGTH } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { setPasswordByLink } from '../api/password-link.ts';

/** Where a password link leads: setting a new password. */
export function NewPasswordPage() {
  const [search] = useSearchParams();
  const token = search.get('token');
  return (
    <DoorPage title='Set a new password'>
      {token
        ? <NewPasswordForm token={token} />
        : <p>This link is incomplete. Open it once more as it was sent.</p>}
      <p>
        <Link href='/forgot-password'>Ask for a new link</Link>
      </p>
    </DoorPage>
  );
}

const content = z.object({ token: z.string(), newPassword: password });

function NewPasswordForm({ token }: { readonly token: string }) {
  const client = useQueryClient();
  const notify = useNotify();
  const [, navigate] = useLocation();
  const { form, field, pending, failure } = useForm({
    initial: { newPassword: '' },
    schema: content,
    content: (values) => ({ ...values, token }),
    send: setPasswordByLink,
    done: () => {
      client.clear();
      navigate('/sign-in', { replace: true });
      notify({ text: 'Your new password is set. You are signed out everywhere: sign in with it.' });
    },
  });
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <PasswordInput
        label='New password'
        description={`At least ${PASSWORD_LENGTH.least} characters. A few words are easier to remember than signs.`}
        size='md'
        autoComplete='new-password'
        autoFocus
        {...field('newPassword')}
      />
      <Button type='submit' size='md' fullWidth loading={pending}>Set the password</Button>
    </form>
  );
}

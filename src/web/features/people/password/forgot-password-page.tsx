import { Button, Skeleton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { z } from 'zod';
import { email } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { requestPasswordLink } from '../api/password-link.ts';
import { useSignInOptions } from '../api/read-sign-in-options.ts';

/** The way to a link for a new password: by mail where there is mail, else by an admin. */
export function ForgotPasswordPage() {
  const options = useSignInOptions();
  return (
    <DoorPage title='Forgot your password?'>
      {!options && <Skeleton height={120} />}
      {options && (options.passwordByMail ? <MailForm /> : <AskAnAdmin />)}
      <p>
        <Link href='/sign-in'>Back to sign-in</Link>
      </p>
    </DoorPage>
  );
}

function AskAnAdmin() {
  return (
    <p>
      Ask an admin of your account: on the Account page, “Password link” beside your name makes a link with
      which you set a new one.
    </p>
  );
}

function MailForm() {
  const [sent, setSent] = useState(false);
  const { form, field, pending, failure } = useForm({
    initial: { email: '' },
    schema: z.object({ email }),
    send: requestPasswordLink,
    done: () => setSent(true),
  });
  if (sent) {
    return (
      <Message tone='plain'>
        If somebody here has this address, a link is on its way there. It works for an hour.
      </Message>
    );
  }
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <TextInput
        label='E-mail'
        description='We mail you a link with which you set a new password.'
        type='email'
        size='md'
        autoComplete='username'
        autoFocus
        {...field('email')}
      />
      <Button type='submit' size='md' fullWidth loading={pending}>Send the link</Button>
    </form>
  );
}

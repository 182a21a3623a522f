import { Button, PasswordInput, TextInput } from '@mantine/core';
import { z } from 'zod';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import { type SignedIn, signIn } from '../api/sign-in.ts';

/** What is asked of a password when it is chosen is no question here: whatever was set, it opens. */
const credentials = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.'),
  password: z.string().min(1, 'Enter your password.'),
});

/** The first step of signing in. */
export function PasswordForm({ onDone }: { readonly onDone: (outcome: SignedIn) => void }) {
  const { form, field, pending, failure } = useForm({
    initial: { email: '', password: '' },
    schema: credentials,
    send: signIn,
    done: onDone,
  });
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <TextInput
        label='E-mail'
        type='email'
        size='md'
        autoComplete='username'
        autoFocus
        {...field('email')}
      />
      <PasswordInput label='Password' size='md' autoComplete='current-password' {...field('password')} />
      <Button type='submit' size='md' fullWidth loading={pending}>Sign in</Button>
    </form>
  );
}

import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import { verifyCode } from '../api/sign-in.ts';

const schema = z.object({ code: z.string().trim().min(1, 'Enter a code.') });

/** The second step of signing in, for whoever has turned two-factor on. */
export function CodeForm({ onDone }: { readonly onDone: () => void }) {
  const { form, field, pending, failure } = useForm({
    initial: { code: '' },
    schema,
    send: ({ code }) => verifyCode(code),
    done: onDone,
  });
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <TextInput
        label='Code'
        description='Six digits from your authenticator, or one of your recovery codes.'
        size='md'
        autoComplete='one-time-code'
        autoFocus
        {...field('code')}
      />
      <Button type='submit' size='md' fullWidth loading={pending}>Go on</Button>
    </form>
  );
}

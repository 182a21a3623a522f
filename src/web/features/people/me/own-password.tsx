import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { type MeOutput, password, PASSWORD_LENGTH } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { changePassword } from '../api/change-password.ts';
import { sessionsQuery } from '../api/sessions.ts';
import people from '../people.module.css';

const schema = z.object({
  currentPassword: z.string().min(1, 'Enter your present password.'),
  newPassword: password,
});

/** Changing one's own password. */
export function OwnPassword({ me }: { readonly me: MeOutput }) {
  const client = useQueryClient();
  const notify = useNotify();
  const { form, field, pending, failure, clear } = useForm({
    initial: { currentPassword: '', newPassword: '' },
    schema,
    send: (change) => changePassword(change, me.active?.account.id),
    done: () => {
      clear();
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      notify({ text: 'Your password is changed. Every other device is signed out.' });
    },
  });
  return (
    <Section title='Password' words='A new password signs you out on every other device.'>
      <form {...form} className={people.form}>
        {failure && <Message tone='bad'>{failure}</Message>}
        <input type='email' autoComplete='username' value={me.email ?? ''} readOnly hidden />
        <PasswordInput
          label='Present password'
          autoComplete='current-password'
          {...field('currentPassword')}
        />
        <PasswordInput
          label='New password'
          description={`At least ${PASSWORD_LENGTH.least} characters.`}
          autoComplete='new-password'
          {...field('newPassword')}
        />
        <div>
          <Button type='submit' loading={pending}>Change the password</Button>
        </div>
      </form>
    </Section>
  );
}

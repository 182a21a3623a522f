import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type MeOutput, nameInput } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { meQuery } from '../api/read-me.ts';
import { renameMe } from '../api/rename-me.ts';
import people from '../people.module.css';

/** What others call one. */
export function OwnName({ me }: { readonly me: MeOutput }) {
  const client = useQueryClient();
  const notify = useNotify();
  const { form, field, pending, failure } = useForm({
    initial: { name: me.name },
    schema: nameInput,
    send: renameMe,
    done: () => {
      void client.invalidateQueries({ queryKey: meQuery.queryKey });
      notify({ text: 'Your name is saved.' });
    },
  });
  return (
    <Section title='Name' words='Others see it beside what you change.'>
      <form {...form} className={people.form}>
        {failure && <Message tone='bad'>{failure}</Message>}
        <TextInput label='Your name' autoComplete='name' {...field('name')} />
        <div>
          <Button type='submit' loading={pending}>Save</Button>
        </div>
      </form>
    </Section>
  );
}

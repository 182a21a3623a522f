import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { accountInput, type AccountOutput } from '../../../../contract/auth.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { meQuery } from '../api/read-me.ts';
import { renameAccount } from '../api/rename-account.ts';
import people from '../people.module.css';

interface AccountNameProps {
  readonly account: AccountOutput;
  readonly onDone: () => void;
}

/** Giving the account another name. */
export function AccountName({ account, onDone }: AccountNameProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const { form, field, pending, failure } = useForm({
    initial: { name: account.name },
    schema: accountInput,
    send: renameAccount,
    done: async ({ name }) => {
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      onDone();
      notify({ text: `The account is called ${name} now. Links stay as they are.` });
    },
  });
  return (
    <form {...form} className={people.rename}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <div className={people.inline}>
        <TextInput label='Name of the account' autoFocus {...field('name')} />
        <Button type='submit' loading={pending}>Save</Button>
        <Button variant='default' onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

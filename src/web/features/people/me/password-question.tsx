import { Button, PasswordInput } from '@mantine/core';
import { z } from 'zod';
import { useForm } from '../../../lib/use-form.ts';
import { Message } from '../../../ui/message.tsx';
import people from '../people.module.css';

const schema = z.object({ password: z.string().min(1, 'Enter your password.') });

interface PasswordQuestionProps<Answer> {
  /** On the button. */
  readonly action: string;
  readonly send: (password: z.output<typeof schema>) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onCancel?: () => void;
}

/** Asks for the password once more before something that a stranger at an open screen must not do. */
export function PasswordQuestion<Answer>(
  { action, send, onDone, onCancel }: PasswordQuestionProps<Answer>,
) {
  const { form, field, pending, failure } = useForm({
    initial: { password: '' },
    schema,
    send,
    done: onDone,
  });
  return (
    <form {...form} className={people.form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <PasswordInput
        label='Your password'
        autoComplete='current-password'
        autoFocus={onCancel !== undefined}
        {...field('password')}
      />
      <div className={people.buttons}>
        <Button type='submit' loading={pending}>{action}</Button>
        {onCancel && <Button variant='default' onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}

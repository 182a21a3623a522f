import { Button, TextInput } from '@mantine/core';
import { z } from 'zod';
import { useForm } from '../../../lib/use-form.ts';
import { CopyIconButton } from '../../../ui/copy-button.tsx';
import { Message } from '../../../ui/message.tsx';
import { confirmTwoFactor, type Enrolment } from '../api/two-factor.ts';
import people from '../people.module.css';
import { QrCode } from './qr-code.tsx';
import classes from './two-factor.module.css';

const schema = z.object({ code: z.string().trim().min(1, 'Enter the code that the app shows.') });

interface EnrollingProps {
  readonly enrolment: Enrolment;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Scan, then prove it with a code. */
export function Enrolling({ enrolment: { totpURI }, onDone, onCancel }: EnrollingProps) {
  const key = new URL(totpURI).searchParams.get('secret') ?? '';
  const { form, field, pending, failure } = useForm({
    initial: { code: '' },
    schema,
    send: ({ code }) => confirmTwoFactor(code),
    done: onDone,
  });
  return (
    <div className={classes.enrolment}>
      <QrCode text={totpURI} label='QR code for your authenticator app' />
      <div className={classes.steps}>
        <p>Scan this with your authenticator app, or type this key into it:</p>
        <p>
          <span className={classes.key}>{inFours(key)}</span>{' '}
          <CopyIconButton text={key} label='Copy the key' />
        </p>
        <form {...form} className={people.form}>
          {failure && <Message tone='bad'>{failure}</Message>}
          <TextInput
            label='Code'
            description='The six digits that the app shows now.'
            inputMode='numeric'
            autoComplete='one-time-code'
            autoFocus
            {...field('code')}
          />
          <div className={people.buttons}>
            <Button type='submit' loading={pending}>Turn on</Button>
            <Button variant='default' onClick={onCancel}>Cancel</Button>
          </div>
        </form>
      </div>
    </div>
  );
}

/** Easier to type off a screen. */
function inFours(key: string): string {
  return key.replaceAll(/.{4}(?=.)/g, '$& ');
}

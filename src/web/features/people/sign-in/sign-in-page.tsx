import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { startSingleSignOn } from '../api/sign-in.ts';
import { CodeForm } from './code-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { useEnter } from './use-enter.ts';

/** E-mail and password, then the code of the second factor if there is one. */
export function SignInPage() {
  const [codeNeeded, setCodeNeeded] = useState(false);
  const options = useSignInOptions();
  const enter = useEnter();
  if (codeNeeded) {
    return (
      <DoorPage title='One more step'>
        <CodeForm onDone={enter.go} />
      </DoorPage>
    );
  }
  return (
    <DoorPage title='Sign in'>
      {options?.setupNeeded && (
        <Message tone='plain'>
          Nobody can sign in yet. The server has printed a set-up link where it was started: open that first.
        </Message>
      )}
      <SingleSignOnRefusal />
      <PasswordForm onDone={({ codeNeeded }) => codeNeeded ? setCodeNeeded(true) : enter.go()} />
      {options?.singleSignOn && <SingleSignOn to={enter.to} />}
      <p>
        <Link href='/forgot-password'>Forgot your password?</Link>
      </p>
    </DoorPage>
  );
}

function SingleSignOn({ to }: { readonly to: string }) {
  const start = useMutation({ mutationFn: startSingleSignOn, onSuccess: (url) => location.assign(url) });
  return (
    <>
      <Button
        variant='default'
        size='md'
        fullWidth
        mt='md'
        loading={start.isPending}
        onClick={() => start.mutate(to)}
      >
        Single sign-on
      </Button>
      {start.error && <Message tone='bad'>{start.error.message}</Message>}
    </>
  );
}

/** The provider's way back carries the reason when it did not lead in. */
function SingleSignOnRefusal() {
  const [search] = useSearchParams();
  const reason = search.get('error');
  if (!reason) return null;
  return (
    <Message tone='bad'>
      Single sign-on did not let you in ({reason.replaceAll('_', ' ')}). People come by invitation: ask an
      admin to invite the e-mail address that your provider knows.
    </Message>
  );
}

import { useState } from 'react';
import { Link } from 'wouter';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { startSingleSignOn } from '../api/single-sign-on.ts';
import { SingleSignOnButton, SingleSignOnRefusal } from '../single-sign-on.tsx';
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
      {options?.singleSignOn && (
        <SingleSignOnButton
          label='Single sign-on'
          start={startSingleSignOn}
          to={enter.to}
          otherwise='/sign-in'
          size='md'
          fullWidth
          mt='md'
        />
      )}
      <p>
        <Link href='/forgot-password'>Forgot your password?</Link>
      </p>
    </DoorPage>
  );
}

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { Message } from '../../../ui/message.tsx';
import { DoorPage } from '../../../ui/door-page.tsx';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { startSingleSignOn, useSignIn, useVerifyCode } from '../api/sign-in.ts';

/** E-mail and password, then the code of the second factor if there is one. */
export function SignInPage() {
  const [codeNeeded, setCodeNeeded] = useState(false);
  const [error, setError] = useState<string>();
  const options = useSignInOptions();
  const enter = useEnter();
  return (
    <DoorPage title='Sign in'>
      {options?.setupNeeded && (
        <Message tone='plain'>
          Nobody can sign in yet. The server has printed a set-up link where it was started: open that first.
        </Message>
      )}
      {error && <Message tone='bad'>{error}</Message>}
      {codeNeeded
        ? <CodeForm onDone={enter.go} />
        : <PasswordForm onDone={({ codeNeeded }) => codeNeeded ? setCodeNeeded(true) : enter.go()} />}
      {options?.singleSignOn && !codeNeeded && (
        <Button
          variant='default'
          size='md'
          fullWidth
          mt='md'
          onClick={() =>
            startSingleSignOn(enter.to).then(
              (url) => location.assign(url),
              (fault) => setError(fault.message),
            )}
        >
          Single sign-on
        </Button>
      )}
    </DoorPage>
  );
}

/** Where one wanted to go. Only ever a path of this page: a link may not send people elsewhere. */
function useEnter() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const wanted = search.get('to') ?? '/';
  const to = /^\/(?![/\\])/.test(wanted) ? wanted : '/';
  const go = () => {
    client.clear();
    navigate(to, { replace: true });
  };
  return { to, go };
}

function PasswordForm({ onDone }: { readonly onDone: (outcome: { readonly codeNeeded: boolean }) => void }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  return (
    <DoorForm
      label='Sign in'
      pending={signIn.isPending}
      error={signIn.error}
      onSubmit={() => signIn.mutate({ email, password }, { onSuccess: onDone })}
    >
      <TextInput
        label='E-mail'
        type='email'
        size='md'
        autoComplete='username'
        autoFocus
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label='Password'
        size='md'
        autoComplete='current-password'
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </DoorForm>
  );
}

function CodeForm({ onDone }: { readonly onDone: () => void }) {
  const [code, setCode] = useState('');
  const verify = useVerifyCode();
  return (
    <DoorForm
      label='Go on'
      pending={verify.isPending}
      error={verify.error}
      onSubmit={() => verify.mutate(code, { onSuccess: onDone })}
    >
      <TextInput
        label='Code'
        description='Six digits from your authenticator, or one of your recovery codes.'
        size='md'
        autoComplete='one-time-code'
        autoFocus
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </DoorForm>
  );
}

interface DoorFormProps {
  readonly label: string;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly children: React.ReactNode;
}

function DoorForm({ label, pending, error, onSubmit, children }: DoorFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      {error && <Message tone='bad'>{error.message}</Message>}
      {children}
      <Button type='submit' size='md' fullWidth loading={pending}>{label}</Button>
    </form>
  );
}

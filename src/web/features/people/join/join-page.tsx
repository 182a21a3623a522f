import { Button, PasswordInput, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { acceptInput, type InvitationOffer, password } from '../../../../contract/auth.ts';
import { isProblemOf, UnreachableError } from '../../../lib/fetch-json.ts';
import { useForm } from '../../../lib/use-form.ts';
import { DoorPage } from '../../../ui/door-page.tsx';
import { Message } from '../../../ui/message.tsx';
import { acceptInvitation, useInvitationOffer } from '../api/invitation-offer.ts';
import { useMe } from '../api/read-me.ts';
import { useSignInOptions } from '../api/read-sign-in-options.ts';
import { startSingleSignOn } from '../api/single-sign-on.ts';
import { SingleSignOnButton } from '../single-sign-on.tsx';
import { roleWords } from '../role-words.ts';

/** Where an invitation link leads: joining an account. */
export function JoinPage() {
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const { data: offer, error, refetch } = useInvitationOffer(token);
  if (offer) return <Offer token={token} offer={offer} />;
  const again = error instanceof UnreachableError || isProblemOf(error, 'too-many-requests');
  return (
    <DoorPage title={error ? 'No invitation' : 'Join'}>
      {!error && <Skeleton height={180} />}
      {error && <p>{error.message}</p>}
      {again && <Button variant='default' onClick={() => refetch()}>Try again</Button>}
      {error && !again && <Link href='/sign-in'>Sign in</Link>}
    </DoorPage>
  );
}

const joinPath = (token: string) => `/join?token=${encodeURIComponent(token)}`;

interface OfferProps {
  readonly token: string;
  readonly offer: InvitationOffer;
}

function Offer({ token, offer }: OfferProps) {
  const { accountName, email, role, signInFirst } = offer;
  const me = useMe();
  const options = useSignInOptions();
  const isMine = me?.email === email;
  return (
    <DoorPage title={`Join ${accountName}`}>
      <p>
        You are invited as {role}: {roleWords[role]}. Here you are known as <strong>{email}</strong>.
      </p>
      {signInFirst && !isMine && <SignInFirst token={token} email={email} />}
      {isMine && <JoinButton token={token} accountName={accountName} />}
      {!signInFirst && !isMine && (
        <>
          <NewUserForm token={token} email={email} />
          {options?.singleSignOn && (
            <SingleSignOnButton
              label='Single sign-on'
              start={startSingleSignOn}
              to={joinPath(token)}
              otherwise='/sign-in'
              size='md'
              fullWidth
              mt='md'
            />
          )}
        </>
      )}
    </DoorPage>
  );
}

function SignInFirst({ token, email }: { readonly token: string; readonly email: string }): ReactNode {
  return (
    <>
      <p>You have a password here already. Sign in as {email}, and you are back at this invitation.</p>
      <Button
        component={Link}
        href={`/sign-in?to=${encodeURIComponent(joinPath(token))}`}
        size='md'
        fullWidth
      >
        Sign in
      </Button>
    </>
  );
}

/** Everything seen before belonged to another account, or to nobody. */
function useEnter() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  return () => {
    client.clear();
    navigate('/', { replace: true });
  };
}

function JoinButton({ token, accountName }: { readonly token: string; readonly accountName: string }) {
  const join = useMutation({ mutationFn: acceptInvitation, onSuccess: useEnter() });
  return (
    <>
      {join.error && <Message tone='bad'>{join.error.message}</Message>}
      <Button size='md' fullWidth loading={join.isPending} onClick={() => join.mutate({ token })}>
        Join {accountName}
      </Button>
    </>
  );
}

const newUser = acceptInput.extend({ password });

function NewUserForm({ token, email }: { readonly token: string; readonly email: string }) {
  const { form, field, pending, failure } = useForm({
    initial: { name: '', password: '' },
    schema: newUser,
    content: (values) => ({ ...values, token }),
    send: acceptInvitation,
    done: useEnter(),
  });
  return (
    <form {...form}>
      {failure && <Message tone='bad'>{failure}</Message>}
      <input type='email' autoComplete='username' value={email} readOnly hidden />
      <TextInput
        label='Your name'
        description='Others see it beside what you change.'
        size='md'
        autoComplete='name'
        autoFocus
        {...field('name')}
      />
      <PasswordInput label='Password' size='md' autoComplete='new-password' {...field('password')} />
      <Button type='submit' size='md' fullWidth loading={pending}>Join and sign in</Button>
    </form>
  );
}

import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { Message } from '../../ui/message.tsx';
import type { WaysBack } from './api/single-sign-on.ts';

interface SingleSignOnButtonProps extends Omit<ButtonProps, 'children'> {
  readonly label: string;
  /** Answers where the provider's page is. */
  readonly start: (back: WaysBack) => Promise<string>;
  /** Where to be afterwards. */
  readonly to: string;
  /** Where to be told that it did not work. */
  readonly otherwise: string;
}

/** Leads to the provider, and from there back. */
export function SingleSignOnButton({ label, start, to, otherwise, ...look }: SingleSignOnButtonProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: start,
    onSuccess: (url) => globalThis.location.assign(url),
  });
  return (
    <>
      {error && <Message tone='bad'>{error.message}</Message>}
      <Button
        variant='default'
        loading={isPending}
        onClick={() => mutate({ callbackURL: to, errorCallbackURL: otherwise })}
        {...look}
      >
        {label}
      </Button>
    </>
  );
}

const NOT_EXPECTED =
  'Single sign-on did not let you in. People come by invitation: ask an admin to invite the e-mail address that your provider knows.';

const sentences: Readonly<Record<string, string>> = {
  account_not_linked:
    'You have a password here. Sign in with it once, then connect single sign-on on your profile.',
  email_not_verified:
    'Your provider does not vouch for your e-mail address. Whoever runs it can change that.',
  email_does_not_match: 'Your provider knows you by another e-mail address than this service.',
  account_already_linked_to_different_user: 'This identity belongs to somebody else here.',
};

/** Why the provider's way back did not lead in, as far as the address says. */
export function SingleSignOnRefusal() {
  const [search] = useSearchParams();
  const reason = search.get('error');
  if (!reason) return null;
  return <Message tone='bad'>{Object.hasOwn(sentences, reason) ? sentences[reason] : NOT_EXPECTED}</Message>;
}

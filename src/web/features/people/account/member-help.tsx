import { Button } from '@mantine/core';
import type { MemberOutput, SecretLink } from '../../../../contract/auth.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { useCreatePasswordLink } from '../api/member-password-link.ts';
import { removeTwoFactor, useMemberChange } from '../api/members.ts';
import people from '../people.module.css';

/** For a member who can't sign in any more. */
export function MemberHelp({ member }: { readonly member: MemberOutput }) {
  const { id, name } = member;
  const link = useCreatePasswordLink();
  const notify = useNotify();
  return (
    <>
      {member.twoFactorEnabled && <RemoveTwoFactor member={member} />}
      <Button
        variant='subtle'
        size='compact-sm'
        aria-label={`Password link for ${name}`}
        loading={link.isPending}
        onClick={() => link.mutate(id, { onError: ({ message }) => notify({ text: message, bad: true }) })}
      >
        Password link
      </Button>
      {link.data && (
        <div className={people.below}>
          <ShownOnce
            words={linkWords(name, link.data)}
            secret={link.data.link}
            copyLabel='Copy the link'
            onDone={link.reset}
          />
        </div>
      )}
    </>
  );
}

function linkWords(name: string, { mailed, expiresAt }: SecretLink): string {
  return `With this link ${name} sets a new password, once, until ${formatTime(expiresAt)}. ${
    mailed ? 'It went out by e-mail as well.' : 'Hand it over yourself.'
  } It is shown this one time.`;
}

function RemoveTwoFactor({ member: { id, name } }: { readonly member: MemberOutput }) {
  const remove = useMemberChange(removeTwoFactor);
  const notify = useNotify();
  return (
    <ConsequenceButton
      label='Remove two-factor'
      fullLabel={`Remove two-factor of ${name}`}
      sentence={`For a lost authenticator: the password alone lets ${name} in, until they turn two-factor on again.`}
      confirm='Remove two-factor'
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() =>
        remove.mutate(id, { onSuccess: () => notify({ text: `${name} signs in with the password alone.` }) })}
    />
  );
}

import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationInput, type InvitationOutput } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import {
  createInvitation,
  type InvitationCreated,
  invitationsQuery,
  useInvitations,
  useRevokeInvitation,
} from '../api/invitations.ts';
import people from '../people.module.css';
import { RoleSelect } from './role-select.tsx';

/** Inviting people, and the invitations that nobody has accepted yet. */
export function Invitations({ own }: { readonly own: Role }) {
  const { data, error, refetch } = useInvitations();
  return (
    <>
      <Section title='Invite somebody' words='They get a link, choose a password, and belong to the account.'>
        <InvitationForm own={own} />
      </Section>
      <Section title='Open invitations'>
        <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={90} />}>
          {(invitations) =>
            invitations.length === 0
              ? <p className={people.none}>Nobody is invited at present.</p>
              : (
                <ul className={people.rows}>
                  {invitations.map((invitation) => (
                    <Invitation
                      key={invitation.id}
                      invitation={invitation}
                    />
                  ))}
                </ul>
              )}
        </Loaded>
      </Section>
    </>
  );
}

function InvitationForm({ own }: { readonly own: Role }) {
  const client = useQueryClient();
  const [created, setCreated] = useState<InvitationCreated>();
  const { form, field, pending, failure, clear } = useForm({
    initial: { email: '', role: 'viewer' },
    schema: invitationInput,
    send: createInvitation,
    done: (created) => {
      setCreated(created);
      clear();
      void client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
    },
  });
  return (
    <>
      <form {...form}>
        {failure && <Message tone='bad'>{failure}</Message>}
        <div className={people.inline}>
          <TextInput label='E-mail' type='email' autoComplete='off' {...field('email')} />
          <RoleSelect label='Role' className={people.role} own={own} {...field('role')} />
          <Button type='submit' loading={pending}>Make the link</Button>
        </div>
      </form>
      {created && (
        <ShownOnce
          key={created.invitation.id}
          words={invitationWords(created)}
          secret={created.link}
          copyLabel='Copy the link'
          onDone={() => setCreated(undefined)}
        />
      )}
    </>
  );
}

function invitationWords({ invitation: { email }, mailed, expiresAt }: InvitationCreated): string {
  return `With this link ${email} joins, once, until ${formatTime(expiresAt)}. ${
    mailed ? 'It went out by e-mail as well.' : 'Hand it over yourself.'
  } It is shown this one time.`;
}

function Invitation({ invitation }: { readonly invitation: InvitationOutput }) {
  const { id, email, role, invitedBy, expiresAt } = invitation;
  const revoke = useRevokeInvitation();
  const notify = useNotify();
  return (
    <li className={people.row}>
      <div className={people.who}>
        <span className={people.name}>{email}</span>
        <div className={people.detail}>
          as {role} · invited by {invitedBy} · until {formatTime(expiresAt)}
        </div>
      </div>
      <Button
        variant='subtle'
        size='compact-sm'
        aria-label={`Revoke the invitation of ${email}`}
        loading={revoke.isPending}
        onClick={() =>
          revoke.mutate(id, {
            onSuccess: () =>
              notify({ text: `The link of ${email} no longer works. You can make a new one.` }),
            onError: ({ message }) => notify({ text: message, bad: true }),
          })}
      >
        Revoke
      </Button>
    </li>
  );
}

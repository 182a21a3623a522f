import { Button, Skeleton, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { keyInput, type KeyOutput } from '../../../../contract/auth.ts';
import type { Role } from '../../../../contract/roles.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { useForm } from '../../../lib/use-form.ts';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Message } from '../../../ui/message.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Section } from '../../../ui/section.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { createKey, type KeyCreated, keysQuery, useKeys, useRevokeKey } from '../api/keys.ts';
import people from '../people.module.css';
import { RoleSelect } from './role-select.tsx';

/** The API keys: making them, when they were last used, revoking them. */
export function Keys({ own }: { readonly own: Role }) {
  const { data, error, refetch } = useKeys();
  return (
    <>
      <Section
        title='New API key'
        words={
          <>
            For programs that manage route groups through the{' '}
            <Link href='/api/docs'>REST API</Link>. Asking a route group for a destination needs no key.
          </>
        }
      >
        <KeyForm own={own} />
      </Section>
      <Section title='API keys'>
        <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={90} />}>
          {(keys) =>
            keys.length === 0
              ? <p className={people.none}>There are no API keys.</p>
              : (
                <ul className={people.rows}>
                  {keys.map((key) => <Key key={key.id} apiKey={key} />)}
                </ul>
              )}
        </Loaded>
      </Section>
    </>
  );
}

function KeyForm({ own }: { readonly own: Role }) {
  const client = useQueryClient();
  const [created, setCreated] = useState<KeyCreated>();
  const { form, field, pending, failure, clear } = useForm({
    initial: { name: '', role: 'editor' },
    schema: keyInput,
    send: createKey,
    done: (created) => {
      setCreated(created);
      clear();
      void client.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  return (
    <>
      <form {...form}>
        {failure && <Message tone='bad'>{failure}</Message>}
        <div className={people.inline}>
          <TextInput label='Name' placeholder='What uses it' autoComplete='off' {...field('name')} />
          <RoleSelect label='Role' className={people.role} own={own} {...field('role')} />
          <Button type='submit' loading={pending}>Make the key</Button>
        </div>
      </form>
      {created && (
        <ShownOnce
          key={created.key.id}
          words={`This is the key ${created.key.name}. Copy it now: it is shown this one time.`}
          secret={created.secret}
          copyLabel='Copy the key'
          onDone={() => setCreated(undefined)}
        />
      )}
    </>
  );
}

function Key({ apiKey }: { readonly apiKey: KeyOutput }) {
  const { id, name, role, start, createdBy, createdAt, lastUsedAt } = apiKey;
  const revoke = useRevokeKey();
  const notify = useNotify();
  return (
    <li className={people.row}>
      <div className={people.who}>
        <span className={people.name}>{name}</span>
        <div className={people.detail}>
          {role} · {start}… · made by {createdBy}, {formatTime(createdAt)} ·{' '}
          {lastUsedAt ? `last used ${formatTime(lastUsedAt)}` : 'never used'}
        </div>
      </div>
      <ConsequenceButton
        label='Revoke'
        fullLabel={`Revoke ${name}`}
        sentence={`Whatever uses ${name} is refused at once and for good. Calls are routed without keys and go on.`}
        confirm='Revoke the key'
        pending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate(id, { onSuccess: () => notify({ text: `${name} is revoked.` }) })}
      />
    </li>
  );
}

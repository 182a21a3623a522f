import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Link } from 'wouter';
import { anyAction, type AuditEventOutput } from '../../../../contract/audit.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { auditExportUrl, type AuditWishes, useAuditEvents } from '../api/audit.ts';
import people from '../people.module.css';
import classes from './audit-log.module.css';

const EVERYTHING: AuditWishes = { who: '', action: '', subject: '', from: '', to: '' };

/** Long enough to type a word. */
const TYPING_MS = 300;

/** Who changed what in the account, the newest first. */
export function AuditLog() {
  const [typed, setTyped] = useState(EVERYTHING);
  const [wishes] = useDebouncedValue(typed, TYPING_MS);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAuditEvents(
    wishes,
  );
  return (
    <>
      <Wishes wishes={typed} onChange={setTyped} />
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={240} />}>
        {(events) =>
          events.length === 0
            ? <p className={people.none}>Nothing like that happened.</p>
            : (
              <ul className={people.rows}>
                {events.map((event) => <Event key={event.id} event={event} />)}
              </ul>
            )}
      </Loaded>
      {hasNextPage && (
        <Button
          variant='default'
          mt='md'
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </>
  );
}

const actions = [
  { value: '', label: 'Everything' },
  ...anyAction.options.map((action) => ({ value: action, label: sentenceCase(action) })),
];

interface WishesProps {
  readonly wishes: AuditWishes;
  readonly onChange: (wishes: AuditWishes) => void;
}

function Wishes({ wishes, onChange }: WishesProps) {
  const field = (name: keyof AuditWishes) => ({
    value: wishes[name],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...wishes, [name]: value }),
  });
  return (
    <div className={classes.wishes} role='search' aria-label='Audit log'>
      <TextInput label='Who' {...field('who')} />
      <NativeSelect label='What' data={actions} {...field('action')} />
      <TextInput label='Whom or which' {...field('subject')} />
      <TextInput label='From' type='date' {...field('from')} />
      <TextInput label='To' type='date' {...field('to')} />
      <Button component='a' variant='default' href={auditExportUrl(wishes)} download>
        Export CSV
      </Button>
    </div>
  );
}

function Event({ event }: { readonly event: AuditEventOutput }) {
  const { at, actor, action, subject, group, details, changes } = event;
  const besides = Object.entries(details).map(([name, value]) => `${name} ${readable(value)}`);
  return (
    <li className={classes.event}>
      <div>
        <span className={people.name}>{sentenceCase(action)}</span>{' '}
        {group ? <Link href={`/groups/${group.id}/history`}>{subject}</Link> : <span>{subject}</span>}
      </div>
      <div className={people.detail}>
        {[`${actor.name}, ${formatTime(at)}`, ...besides].join(' · ')}
      </div>
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map((change) => <li key={change}>{change}</li>)}
        </ul>
      )}
    </li>
  );
}

/** Details are texts; times among them are as the API writes them. */
function readable(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatTime(value) : value;
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

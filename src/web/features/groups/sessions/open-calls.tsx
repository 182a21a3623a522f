import { Button, NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { type SessionWishes, useOpenSessions } from '../api/open-sessions.ts';
import { Ages } from './ages.tsx';
import { OpenCall } from './open-call.tsx';
import { ReleaseAll } from './release-all.tsx';
import classes from './open-calls.module.css';

const EVERYTHING: SessionWishes = { prefix: '', destination: '', olderThan: '', order: 'oldest' };

/** Long enough to type a word. */
const TYPING_MS = 300;

/** The calls in progress, one by one, the oldest first: places that nobody frees are among them. */
export function OpenCalls({ group }: { readonly group: GroupOutput }) {
  const [typed, setTyped] = useState(EVERYTHING);
  const [prefix] = useDebouncedValue(typed.prefix, TYPING_MS);
  const wishes = { ...typed, prefix };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useOpenSessions(
    group.id,
    wishes,
  );
  const mayEdit = useMayEdit();
  const total = data?.ages.reduce((sum, { sessions }) => sum + sessions, 0) ?? 0;
  return (
    <>
      <Wishes group={group} wishes={typed} onChange={setTyped} />
      <Loaded data={data} error={error} onRetry={refetch} waiting={<Skeleton height={240} />}>
        {({ sessions, ages }) =>
          sessions.length === 0
            ? <p className={classes.none}>{isEverything(wishes) ? NOTHING : NO_MATCH}</p>
            : (
              <>
                <Ages ages={ages} />
                {mayEdit && total > 1 && <ReleaseAll groupId={group.id} wishes={wishes} total={total} />}
                <ul className={classes.calls} aria-label='Calls in progress'>
                  {sessions.map((session) => (
                    <OpenCall key={session.id} groupId={group.id} session={session} />
                  ))}
                </ul>
              </>
            )}
      </Loaded>
      {hasNextPage && (
        <Button
          variant='default'
          mt='md'
          loading={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}

const NOTHING = 'No calls in progress.';
const NO_MATCH = 'No call in progress is like that.';

function isEverything({ prefix, destination, olderThan }: SessionWishes): boolean {
  return prefix.trim() === '' && destination === '' && olderThan === '';
}

const ages = [
  { value: '', label: 'Any' },
  { value: '300', label: 'Over 5 min' },
  { value: '1800', label: 'Over 30 min' },
  { value: '7200', label: 'Over 2 h' },
];

const orders = [
  { value: 'oldest', label: 'Oldest first' },
  { value: 'newest', label: 'Newest first' },
];

interface WishesProps {
  readonly group: GroupOutput;
  readonly wishes: SessionWishes;
  readonly onChange: (wishes: SessionWishes) => void;
}

function Wishes({ group, wishes, onChange }: WishesProps) {
  const field = (name: keyof SessionWishes) => ({
    value: wishes[name],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...wishes, [name]: value }),
  });
  const destinations = group.destinations.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <div className={classes.wishes} role='search' aria-label='Calls in progress'>
      <TextInput
        label='Session'
        placeholder='How its id begins'
        autoComplete='off'
        leftSection={<Icon name='search' size={16} />}
        {...field('prefix')}
      />
      <NativeSelect
        label='Destination'
        data={[{ value: '', label: 'All' }, ...destinations]}
        {...field('destination')}
      />
      <NativeSelect label='Age' data={ages} {...field('olderThan')} />
      <NativeSelect label='Order' data={orders} {...field('order')} />
    </div>
  );
}

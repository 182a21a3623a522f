import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { Page } from '../../../ui/page.tsx';
import { useGroupList } from '../api/list-groups.ts';
import { peekLive, useLiveStream } from '../api/watch-live.ts';
import { type Order, orderGroups, searchGroups } from './arrange-groups.ts';
import { FirstSteps } from './first-steps.tsx';
import { GroupRows, RowSkeletons } from './group-rows.tsx';
import classes from './group-list.module.css';

/** The Route Manager: every route group of the account, live. */
export function GroupListPage() {
  const { data: groups, error, refetch } = useGroupList();
  const connected = useLiveStream();
  return (
    <Page title='Route Manager' actions={<AddGroup />}>
      <Loaded data={groups} error={error} onRetry={refetch} waiting={<RowSkeletons />}>
        {(groups) => <Listed groups={groups} connected={connected} />}
      </Loaded>
      <p className={classes.foot}>
        <Link href='/deleted'>Deleted groups</Link>
      </p>
    </Page>
  );
}

function AddGroup() {
  if (!useMayEdit()) return null;
  return <Button component={Link} href='/groups/new'>+ Add Group</Button>;
}

const orderOptions: { value: Order; label: string }[] = [
  { value: 'name', label: 'By name' },
  { value: 'progress', label: 'Most calls in progress' },
  { value: 'changed', label: 'Last changed' },
];

function Listed(
  { groups, connected }: { readonly groups: readonly GroupOutput[]; readonly connected: boolean },
) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [order, setOrder] = useState<Order>('name');
  const ordered = useMemo(() => orderGroups(groups, order, peekLive(client)), [groups, order, client]);
  const found = useMemo(() => searchGroups(ordered, text), [ordered, text]);
  if (groups.length === 0) return <FirstSteps />;
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          type='search'
          aria-label='Search route groups'
          placeholder='Search by name, destination or link'
          leftSection={<Icon name='search' size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <span role='status' className={classes.stopped}>
          {!connected && 'Live values have stopped. They go on as soon as the service answers.'}
        </span>
        <NativeSelect
          aria-label='Order'
          data={orderOptions}
          value={order}
          onChange={(event) => setOrder(event.currentTarget.value as Order)}
        />
      </div>
      {found.length > 0 ? <GroupRows groups={found} /> : (
        <p className={classes.none}>
          No route group has “{text.trim()}” in its name, destinations or link.
        </p>
      )}
    </>
  );
}

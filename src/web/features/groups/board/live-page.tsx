import { Button, Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link, useSearchParams } from 'wouter';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { useWakeLock } from '../../../lib/use-wake-lock.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useGroupList } from '../api/list-groups.ts';
import { useLiveStream } from '../api/watch-live.ts';
import { Board } from './board.tsx';
import classes from './live-page.module.css';

/** The wall board: what happens to calls now, to be read from across a room. */
export function LivePage() {
  useDocumentTitle('Live · Plum Routes');
  useWakeLock();
  const connected = useLiveStream();
  const [search] = useSearchParams();
  const { data: groups, error, refetch } = useGroupList();
  const wanted = Number(search.get('group')) || undefined;
  return (
    <main id='content' className={classes.page}>
      <Loaded
        data={groups}
        error={error}
        onRetry={refetch}
        waiting={<Skeleton className={classes.waiting} />}
      >
        {(groups) =>
          groups.length === 0
            ? <NoGroups />
            : <Board groups={groups} wanted={wanted} connected={connected} />}
      </Loaded>
    </main>
  );
}

function NoGroups() {
  const mayEdit = useMayEdit();
  return (
    <div className={classes.empty}>
      <h1>Live</h1>
      <p>
        Here every route group is seen at a glance: its calls in progress, their shares, and what happens.
      </p>
      {mayEdit
        ? <Button component={Link} href='/groups/new' size='md'>+ Add Group</Button>
        : <p>There are no route groups yet.</p>}
    </div>
  );
}

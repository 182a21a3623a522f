import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { BackLink } from '../../../ui/back-link.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { Page } from '../../../ui/page.tsx';
import { useGroupList } from '../api/list-groups.ts';
import { useRestoreGroup } from '../api/restore-group.ts';
import { RowSkeletons } from './group-rows.tsx';
import classes from './deleted-groups.module.css';

/** What was deleted, and the way back. */
export function DeletedGroupsPage() {
  const { data: groups, error, refetch } = useGroupList({ deleted: true });
  return (
    <Page title='Deleted groups' above={<BackLink href='/'>Route Manager</BackLink>}>
      <Loaded data={groups} error={error} onRetry={refetch} waiting={<RowSkeletons />}>
        {(groups) => <Deleted groups={groups} />}
      </Loaded>
    </Page>
  );
}

function Deleted({ groups }: { readonly groups: readonly GroupOutput[] }) {
  if (groups.length === 0) return <p className={classes.none}>Nothing is deleted.</p>;
  return (
    <ul className={classes.list}>
      {groups.map((group) => <DeletedGroup key={group.id} group={group} />)}
    </ul>
  );
}

function DeletedGroup({ group }: { readonly group: GroupOutput }) {
  const { id, name, updatedBy, deletedAt, destinations } = group;
  const restore = useRestoreGroup();
  const mayEdit = useMayEdit();
  const notify = useNotify();
  const [, navigate] = useLocation();
  const restored = () => {
    navigate('/', { state: { show: id } });
    notify({ text: `${name} is back, under the link it had.` });
  };
  const names = destinations.map((each) => each.name).join(', ');
  return (
    <li className={classes.row}>
      <div>
        <Link href={`/groups/${id}`} className={classes.name}>{name}</Link>
        <div className={classes.detail}>
          Deleted by {updatedBy.name}, {deletedAt && formatTime(deletedAt)}
          {names && ` · ${names}`}
        </div>
      </div>
      {mayEdit && (
        <Button
          variant='default'
          loading={restore.isPending}
          onClick={() =>
            restore.mutate(id, {
              onSuccess: restored,
              onError: (error) => notify({ text: error.message, bad: true }),
            })}
        >
          Restore
        </Button>
      )}
    </li>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { describeChanges } from '../../../../contract/describe-changes.ts';
import type { GroupOutput } from '../../../../contract/group.ts';
import { contentOf, type GroupVersionOutput } from '../../../../contract/group-version.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { useVersions } from '../api/list-versions.ts';
import { useSaveGroup } from '../api/save-group.ts';
import { LevelComparison } from '../level-comparison.tsx';
import classes from './history.module.css';

/** Every version of the group, the newest first, and the way back to each. */
export function History({ group }: { readonly group: GroupOutput }) {
  const { data: versions, error, refetch } = useVersions(group.id);
  return (
    <Loaded data={versions} error={error} onRetry={refetch} waiting={<Skeleton height={200} />}>
      {(versions) => (
        <ol className={classes.versions}>
          {versions.map((version, index) => (
            <Version key={version.version} group={group} version={version} before={versions[index + 1]} />
          ))}
        </ol>
      )}
    </Loaded>
  );
}

interface VersionProps {
  readonly group: GroupOutput;
  readonly version: GroupVersionOutput;
  readonly before: GroupVersionOutput | undefined;
}

function Version({ group, version, before }: VersionProps) {
  const changes = before ? describeChanges(before.content, version.content) : [];
  const repercented = changes.some((change) => change.includes('%'));
  return (
    <li className={classes.version}>
      <div className={classes.head}>
        <strong>Version {version.version}</strong>
        <span className={classes.detail}>
          {version.action} by {version.actor.name}, {formatTime(version.at)}
        </span>
        {version.version < group.version && !group.deletedAt && <Restore group={group} version={version} />}
      </div>
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map((change) => <li key={change}>{change}</li>)}
        </ul>
      )}
      {before && repercented && (
        <LevelComparison before={before.content} after={version.content} names={['Before', 'After']} />
      )}
    </li>
  );
}

/** Makes what a version was the newest one; it offers the way back to what was there. */
function Restore({ group, version }: Pick<VersionProps, 'group' | 'version'>) {
  const save = useSaveGroup();
  const notify = useNotify();
  const mayEdit = useMayEdit();
  if (!mayEdit || describeChanges(group, version.content).length === 0) return null;
  const put = (
    content: GroupOutput | GroupVersionOutput['content'],
    over: number,
    then: (saved: GroupOutput) => void,
  ) => {
    save.mutate({ edited: { id: group.id, version: over }, content: contentOf(content) }, {
      onSuccess: then,
      onError: (error) => notify({ text: error.message, bad: true }),
    });
  };
  const restore = () =>
    put(version.content, group.version, (saved) =>
      notify({
        text: `The group is as it was in version ${version.version}. Future calls follow it.`,
        action: { label: 'Undo', run: () => put(group, saved.version, () => {}) },
      }));
  return (
    <Button
      variant='default'
      size='xs'
      className={classes.restore}
      loading={save.isPending}
      onClick={restore}
    >
      Restore
    </Button>
  );
}

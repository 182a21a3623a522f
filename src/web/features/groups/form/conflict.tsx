import { Button } from '@mantine/core';
import { describeChanges } from '../../../../contract/describe-changes.ts';
import type { GroupInput, GroupOutput } from '../../../../contract/group.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatTime } from '../../../lib/format-time.ts';
import { LevelComparison } from '../level-comparison.tsx';
import classes from './group-form.module.css';

interface ConflictProps {
  /** What somebody else saved meanwhile. */
  readonly present: GroupOutput;
  readonly mine: GroupInput | undefined;
  readonly saving: boolean;
  readonly onSaveMine: () => void;
  readonly onTakeTheirs: (theirs: GroupOutput) => void;
}

/** Somebody else saved while this form was open: shows both, and loses neither. */
export function Conflict({ present, mine, saving, onSaveMine, onTakeTheirs }: ConflictProps) {
  const changes = mine ? describeChanges(present, mine) : [];
  return (
    <section className={classes.conflict} role='alert'>
      <h2 className={classes.conflictTitle}>
        <Icon name='warning' /> Somebody saved version {present.version} while you were editing
      </h2>
      <p>
        Saved{' '}
        {formatTime(present.updatedAt)}. Nothing is lost: what you don’t choose stays in the group’s history
        or in this form.
      </p>
      {mine && <LevelComparison before={present} after={mine} names={['Theirs', 'Yours']} />}
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => <li key={change}>{change}</li>)}
        </ul>
      )}
      <div className={classes.conflictActions}>
        <Button onClick={onSaveMine} loading={saving} disabled={!mine}>
          Save yours as version {present.version + 1}
        </Button>
        <Button variant='default' onClick={() => onTakeTheirs(present)}>Show theirs in the form</Button>
      </div>
    </section>
  );
}

import { Button } from '@mantine/core';
import type { ScheduledEditOutput } from '../../../../contract/scheduled-edit.ts';
import { formatMoment, formatTime } from '../../../lib/format-time.ts';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useCancelScheduled } from '../api/cancel-scheduled.ts';
import { cancelSentence, isMissed, kindWords, obstacleSentence } from './scheduled-words.ts';
import classes from './scheduled-edits.module.css';

interface ScheduledEditsProps {
  readonly groupId: number;
  readonly scheduled: readonly ScheduledEditOutput[];
}

/** What will be made of a group by itself and what could not be, each with the way to take it back. */
export function ScheduledEdits({ groupId, scheduled }: ScheduledEditsProps) {
  return (
    <ol className={classes.list}>
      {scheduled.map((edit) => <Entry key={edit.id} groupId={groupId} edit={edit} />)}
    </ol>
  );
}

interface EntryProps {
  readonly groupId: number;
  readonly edit: ScheduledEditOutput;
}

function Entry({ groupId, edit }: EntryProps) {
  const now = new Date();
  const obstacle = obstacleSentence(edit, now);
  const missed = isMissed(edit, now);
  return (
    <li className={classes.entry} data-missed={missed || undefined}>
      <span className={classes.sign}>
        <Icon name={obstacle ? 'warning' : 'clock'} />
      </span>
      <div className={classes.text}>
        <strong>{formatMoment(edit.effectiveAt)}</strong>
        <div className={classes.detail}>
          {kindWords(edit)}, scheduled by {edit.scheduledBy.name} on {formatTime(edit.scheduledAt)}
        </div>
        {obstacle && <p className={classes.obstacle}>{obstacle}</p>}
        {!obstacle && <Changes changes={edit.changes} />}
      </div>
      {missed ? <Dismiss groupId={groupId} edit={edit} /> : <Cancel groupId={groupId} edit={edit} />}
    </li>
  );
}

function Changes({ changes }: { readonly changes: readonly string[] }) {
  if (changes.length === 0) return <p className={classes.detail}>Nothing is different then.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map((change) => <li key={change}>{change}</li>)}
    </ul>
  );
}

function Cancel({ groupId, edit }: EntryProps) {
  const { mutate, isPending, error } = useCancelScheduled(groupId);
  if (!useMayEdit()) return null;
  return (
    <ConsequenceButton
      label='Cancel'
      fullLabel={`Cancel: ${kindWords(edit)}, ${formatMoment(edit.effectiveAt)}`}
      sentence={cancelSentence(edit)}
      confirm={edit.kind === 'edit' ? 'Cancel the edit' : 'Let it stay'}
      onConfirm={() => mutate(edit.id)}
      pending={isPending}
      error={error}
    />
  );
}

/** Nothing is lost: it was not made, and will not be. */
function Dismiss({ groupId, edit }: EntryProps) {
  const { mutate, isPending } = useCancelScheduled(groupId);
  if (!useMayEdit()) return null;
  return (
    <Button variant='subtle' size='compact-sm' loading={isPending} onClick={() => mutate(edit.id)}>
      Dismiss
    </Button>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { describeChanges } from '../../../../contract/describe-changes.ts';
import type { GroupInput, GroupOutput } from '../../../../contract/group.ts';
import type { StaleVersion } from '../../../../contract/group-version.ts';
import { isProblemOf } from '../../../lib/fetch-json.ts';
import { formatMoment } from '../../../lib/format-time.ts';
import { localTimeZone, readLocalTime } from '../../../lib/local-time.ts';
import { useForm } from '../../../lib/use-form.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Message } from '../../../ui/message.tsx';
import { type EditTimes, scheduleGroup } from '../api/schedule-group.ts';
import { timesSchema } from './times-schema.ts';
import classes from './schedule-dialog.module.css';

interface ScheduleDialogProps {
  readonly group: GroupOutput;
  /** The version that was edited. */
  readonly version: number;
  /** What the group is to become. */
  readonly content: GroupInput;
  readonly onScheduled: (times: EditTimes) => void;
  /** Somebody else saved meanwhile. */
  readonly onStale: (present: GroupOutput) => void;
  readonly onClose: () => void;
}

/** Asks when an edit is to be made, and when it is to end. */
export function ScheduleDialog(props: ScheduleDialogProps) {
  const { group, version, content, onScheduled, onStale, onClose } = props;
  const [schema] = useState(() => timesSchema(new Date()));
  const { form, field, pending, failure } = useForm({
    initial: { effectiveAt: '', until: '' },
    schema,
    async send(times) {
      try {
        await scheduleGroup({ id: group.id, version, content, times });
        return times;
      } catch (error) {
        if (isProblemOf(error, 'stale-version')) onStale((error.problem as StaleVersion).present);
        throw error;
      }
    },
    done: onScheduled,
  });
  const [from, until] = [field('effectiveAt'), field('until')];
  const isNow = from.value === '' && until.value !== '';
  return (
    <Dialog title='When is this edit in effect?' onClose={onClose}>
      <form className={classes.form} {...form}>
        <div className={classes.times}>
          <TextInput type='datetime-local' label='From' description={spoken(from.value, 'Now')} {...from} />
          <TextInput
            type='datetime-local'
            label='Until'
            description={spoken(until.value, 'For good')}
            {...until}
          />
        </div>
        <p className={classes.words}>
          Times of {localTimeZone()}. At the end, what was there before the edit comes back.
        </p>
        <Changes changes={describeChanges(group, content)} />
        {failure && <Message tone='bad'>{failure}</Message>}
        <div className={classes.choices}>
          <Button type='submit' loading={pending}>
            {isNow ? 'Save now, and put back then' : 'Schedule'}
          </Button>
          <Button variant='default' onClick={onClose}>Go on editing</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The typed time with its day of the week and its offset: a slip shows, and so does a change of the clocks. */
function spoken(text: string, empty: string): string {
  const time = readLocalTime(text);
  return time ? formatMoment(time) : `${empty}, if empty`;
}

function Changes({ changes }: { readonly changes: readonly string[] }) {
  if (changes.length === 0) return <p className={classes.words}>Nothing differs from what is saved now.</p>;
  return (
    <ul className={classes.changes}>
      {changes.map((change) => <li key={change}>{change}</li>)}
    </ul>
  );
}

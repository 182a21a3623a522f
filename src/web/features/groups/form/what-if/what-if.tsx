import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { GroupInput, GroupOutput } from '../../../../../contract/group.ts';
import { localTimeZone } from '../../../../lib/local-time.ts';
import { Message } from '../../../../ui/message.tsx';
import { useAskWhatIf, type WhatIfQuestion } from '../../api/ask-what-if.ts';
import { type PeriodDraft, periodKinds, periodOf } from './periods.ts';
import { WhatIfResult } from './what-if-result.tsx';
import classes from './what-if.module.css';

interface WhatIfProps {
  readonly group: GroupOutput;
  readonly content: GroupInput | undefined;
  readonly checked: () => GroupInput | undefined;
}

/** Asks for a period, replays its calls, and shows what that gave beside what happened. */
export function WhatIf({ group, content, checked }: WhatIfProps) {
  const [period, setPeriod] = useState<PeriodDraft>({ kind: 'hour', from: '', to: '' });
  const [isIncomplete, setIncomplete] = useState(false);
  const { mutate, stop, isPending, error, data, variables } = useAskWhatIf();
  const replay = () => {
    const times = periodOf(period, new Date());
    setIncomplete(!times);
    const settings = checked();
    if (times && settings) mutate({ id: group.id, ...times, content: settings });
  };
  return (
    <div className={classes.whatIf}>
      <div className={classes.question}>
        <PeriodFields period={period} isIncomplete={isIncomplete} onChange={setPeriod} />
        <Button variant='default' loading={isPending} onClick={replay}>Replay with these settings</Button>
        {isPending && <Button variant='subtle' onClick={stop}>Stop</Button>}
      </div>
      {isPending && (
        <p className={classes.words} role='status'>
          Reading the calls of this period and replaying them. A busy week takes some seconds.
        </p>
      )}
      {error && <Message tone='bad'>{error.message}</Message>}
      {data && variables && !isPending && (
        <>
          {isStale(variables, content) && (
            <Message tone='warn'>These are the figures of other settings: replay again.</Message>
          )}
          <WhatIfResult group={group} asked={variables} answer={data} />
        </>
      )}
    </div>
  );
}

/** Whether the draft is no longer what was asked about. */
function isStale(asked: WhatIfQuestion, content: GroupInput | undefined): boolean {
  return JSON.stringify(asked.content) !== JSON.stringify(content);
}

interface PeriodFieldsProps {
  readonly period: PeriodDraft;
  readonly isIncomplete: boolean;
  readonly onChange: (period: PeriodDraft) => void;
}

function PeriodFields({ period, isIncomplete, onChange }: PeriodFieldsProps) {
  const time = (name: 'from' | 'to') => ({
    type: 'datetime-local',
    value: period[name],
    error: isIncomplete && period[name] === '' ? 'Enter a time.' : undefined,
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: HTMLInputElement }) =>
      onChange({ ...period, [name]: value }),
  });
  return (
    <>
      <NativeSelect
        label='Calls of'
        data={periodKinds}
        value={period.kind}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...period, kind: value as PeriodDraft['kind'] })}
      />
      {period.kind === 'custom' && (
        <>
          <TextInput label={`From (${localTimeZone()})`} {...time('from')} />
          <TextInput label='To' {...time('to')} />
        </>
      )}
    </>
  );
}

import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { datesOf } from '../policy-drafts.ts';
import classes from './hours.module.css';

interface ClosedDatesProps {
  /** Dates, with anything between them. */
  readonly closed: string;
  readonly fault: string | undefined;
  readonly onChange: (closed: string) => void;
  readonly onLeave: () => void;
}

const MOST_LINES = 8;

/** The dates on which it does not open: picked one by one, or a whole list of holidays pasted. */
export function ClosedDates({ closed, fault, onChange, onLeave }: ClosedDatesProps) {
  const [picked, setPicked] = useState('');
  const add = () => {
    onChange([...new Set([...datesOf(closed), picked])].sort().join('\n'));
    setPicked('');
  };
  return (
    <div className={classes.closed}>
      <Textarea
        label='Closed on'
        description='Dates on which it does not open, such as 2026-12-25. A list of holidays can be pasted.'
        rows={Math.min(Math.max(datesOf(closed).length, 1), MOST_LINES)}
        value={closed}
        error={fault}
        onChange={({ currentTarget: { value } }) => onChange(value)}
        onBlur={onLeave}
      />
      <div className={classes.picker}>
        <TextInput
          type='date'
          aria-label='A date to be closed on'
          value={picked}
          onChange={({ currentTarget: { value } }) => setPicked(value)}
        />
        <Button variant='default' disabled={picked === ''} onClick={add}>Add date</Button>
      </div>
    </div>
  );
}

import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { WEEKDAYS } from '../../../../../routing/calendar/wall-clock.ts';
import type { Weekday } from '../../../../../routing/policies.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Choices } from '../choices.tsx';
import type { RangeDraft } from '../policy-drafts.ts';
import { readTime } from './read-time.ts';
import options from '../options.module.css';
import classes from './hours.module.css';

interface RangeRowProps {
  readonly range: RangeDraft;
  readonly place: number;
  /** By the name of the field, as in `hours.open.0.from`. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (change: Partial<RangeDraft>) => void;
  /** The last range stays: without any there are no hours. */
  readonly remove: (() => void) | undefined;
  readonly onLeave: (field: string) => void;
}

const NAMES: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

const days = WEEKDAYS.map((day) => ({ value: day, label: NAMES[day], short: NAMES[day].slice(0, 2) }));

/** Some days with one opening and one closing time. */
export function RangeRow({ range, place, faults, set, remove, onLeave }: RangeRowProps) {
  const remarkId = useId();
  const name = (field: keyof RangeDraft) => `hours.open.${place}.${field}`;
  const fault = faults[name('days')] ?? faults[name('from')] ?? faults[name('to')];
  const time = (field: 'from' | 'to') => ({
    value: range[field],
    error: faults[name(field)] !== undefined,
    inputMode: 'text' as const,
    autoComplete: 'off',
    className: classes.time,
    'aria-describedby': fault && remarkId,
    onChange: (event: { readonly currentTarget: HTMLInputElement }) =>
      set({ [field]: event.currentTarget.value }),
    onBlur: () => {
      set({ [field]: readTime(range[field]) ?? range[field] });
      onLeave(name(field));
    },
  });
  return (
    <div role='group' aria-label={`Hours ${place + 1}`}>
      <div className={classes.range}>
        <Choices
          label='Days'
          choices={days}
          chosen={range.days}
          fault={faults[name('days')]}
          faultId={remarkId}
          onChange={(chosen) => set({ days: WEEKDAYS.filter((day) => chosen.includes(day)) })}
          onLeave={() => onLeave(name('days'))}
        />
        <span className={classes.times}>
          <TextInput aria-label='From' placeholder='08:00' {...time('from')} />
          <span aria-hidden='true'>–</span>
          <TextInput aria-label='To' placeholder='18:00' {...time('to')} />
          {remove && <IconButton icon='close' label='Remove these hours' onClick={remove} />}
        </span>
      </div>
      {fault
        ? <p id={remarkId} className={options.remark}>{fault}</p>
        : isOvernight(range) && <p className={options.hint}>Until {readTime(range.to)} on the next day.</p>}
    </div>
  );
}

function isOvernight({ from, to }: RangeDraft): boolean {
  const [start, end] = [readTime(from), readTime(to)];
  return start !== undefined && end !== undefined && end < start;
}

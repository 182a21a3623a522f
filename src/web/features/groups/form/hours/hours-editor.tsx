import { Button } from '@mantine/core';
import type { HoursDraft, RangeDraft } from '../policy-drafts.ts';
import { ClosedDates } from './closed-dates.tsx';
import { RangeRow } from './range-row.tsx';
import { TimeZoneField } from './time-zone-field.tsx';
import { OFFICE_HOURS, presets } from './usual-hours.ts';
import classes from './hours.module.css';

interface HoursEditorProps {
  readonly hours: HoursDraft;
  /** By the name of the field, as in `hours.open.0.from`. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (hours: HoursDraft) => void;
  readonly onLeave: (field: string) => void;
}

/** The week's hours, the dates on which they do not hold, and whose clocks count. */
export function HoursEditor({ hours, faults, set, onLeave }: HoursEditorProps) {
  const setOpen = (open: readonly RangeDraft[]) => set({ ...hours, open });
  return (
    <div className={classes.editor}>
      <div className={classes.presets}>
        {presets.map(({ label, open }) => (
          <Button
            key={label}
            variant='default'
            size='compact-sm'
            onClick={() => setOpen(open)}
          >
            {label}
          </Button>
        ))}
      </div>
      {hours.open.map((range, index) => (
        <RangeRow
          // Ranges have no names of their own; whichever goes, the others are drawn as they are.
          key={index}
          range={range}
          place={index}
          faults={faults}
          set={(change) => setOpen(hours.open.with(index, { ...range, ...change }))}
          remove={hours.open.length > 1 ? () => setOpen(hours.open.toSpliced(index, 1)) : undefined}
          onLeave={onLeave}
        />
      ))}
      <Button
        variant='subtle'
        size='compact-sm'
        className={classes.add}
        onClick={() => setOpen([...hours.open, { ...OFFICE_HOURS, days: [] }])}
      >
        + Add hours
      </Button>
      <ClosedDates
        closed={hours.closed}
        fault={faults['hours.closed']}
        onChange={(closed) => set({ ...hours, closed })}
        onLeave={() => onLeave('hours.closed')}
      />
      <TimeZoneField
        description='Whose clocks these times are read from.'
        value={hours.timeZone}
        fault={faults['hours.timeZone']}
        onChange={(timeZone) => set({ ...hours, timeZone })}
        onLeave={() => onLeave('hours.timeZone')}
      />
    </div>
  );
}

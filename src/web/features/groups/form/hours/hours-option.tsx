import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useId, useRef } from 'react';
import type { HoursDraft } from '../policy-drafts.ts';
import classes from '../options.module.css';

const HoursEditor = lazy(async () => ({ default: (await import('./hours-editor.tsx')).HoursEditor }));

interface HoursOptionProps {
  readonly hours: HoursDraft | null;
  /** By the name of the field, as in `hours.open.0.from`. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (hours: HoursDraft | null) => void;
  /** What to begin with. */
  readonly usual: () => HoursDraft;
  readonly onLeave: (field: string) => void;
}

/** When a destination takes calls. Whoever goes back to the hours finds them as they were. */
export function HoursOption({ hours, faults, set, usual, onLeave }: HoursOptionProps) {
  const last = useRef<HoursDraft>(null);
  const labelId = useId();
  if (hours) last.current = hours;
  return (
    <div className={classes.option}>
      <span id={labelId} className={classes.label}>Opening hours</span>
      <p className={classes.hint}>Outside its hours it gets no new calls; its share goes to the others.</p>
      <SegmentedControl
        aria-labelledby={labelId}
        data={[{ value: 'always', label: 'Always open' }, { value: 'hours', label: 'By hours' }]}
        value={hours ? 'hours' : 'always'}
        onChange={(value) => set(value === 'always' ? null : last.current ?? usual())}
      />
      {hours && (
        <Suspense fallback={<Skeleton height={180} mt='md' />}>
          <HoursEditor hours={hours} faults={faults} set={set} onLeave={onLeave} />
        </Suspense>
      )}
    </div>
  );
}

import { Autocomplete } from '@mantine/core';
import classes from './hours.module.css';
import { findTimeZones, timeZones } from './time-zones.ts';

interface TimeZoneFieldProps {
  /** What it is for. */
  readonly description: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (timeZone: string) => void;
  readonly onLeave: () => void;
}

/** A time zone, found by any part of its name. */
export function TimeZoneField({ description, value, fault, onChange, onLeave }: TimeZoneFieldProps) {
  return (
    <Autocomplete
      className={classes.zone}
      classNames={{ options: classes.zones }}
      label='Time zone'
      description={description}
      data={timeZones()}
      filter={({ search }) => findTimeZones(search).map((zone) => ({ value: zone, label: zone }))}
      value={value}
      error={fault}
      withScrollArea={false}
      comboboxProps={{ withinPortal: false, keepMounted: false }}
      onChange={onChange}
      onBlur={onLeave}
    />
  );
}

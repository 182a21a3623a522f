import { NativeSelect, TextInput } from '@mantine/core';
import type { GroupOutput } from '../../../contract/group.ts';
import type { ReportUnit } from '../../../contract/report.ts';
import { GroupPicker } from './group-picker.tsx';
import { chartUnits, fieldTime, type ReportWish } from './report-wish.ts';
import { periodNames, unitNames } from './report-words.ts';
import classes from './reports.module.css';

interface WishesProps {
  readonly wish: ReportWish;
  readonly groups: readonly GroupOutput[];
  /** What the charts are divided into. */
  readonly unit: ReportUnit;
  readonly onChange: (wish: ReportWish) => void;
}

const DAY_MS = 86_400_000;

const periods = Object.entries(periodNames).map(([value, label]) => ({ value, label }));
const units = chartUnits.options.map((value) => ({ value, label: unitNames[value] }));

/** Which time, by whose clocks, and whose calls. */
export function Wishes({ wish, groups, unit, onChange }: WishesProps) {
  const { period, from, to, timeZone } = wish;
  const choosePeriod = (chosen: string) => {
    const next = { ...wish, period: chosen as ReportWish['period'], by: undefined };
    onChange(chosen === 'custom' ? { ...next, ...lastDay(timeZone) } : next);
  };
  return (
    <div className={classes.wishes} role='search' aria-label='Report'>
      <NativeSelect
        label='Period'
        data={periods}
        value={period}
        onChange={({ currentTarget }) => choosePeriod(currentTarget.value)}
      />
      {period === 'custom' && (
        <>
          <TimeField label='From' value={from} onChange={(from) => onChange({ ...wish, from })} />
          <TimeField label='To' value={to} onChange={(to) => onChange({ ...wish, to })} />
        </>
      )}
      <NativeSelect
        label='Time zone'
        data={zonesWith(timeZone)}
        value={timeZone}
        onChange={({ currentTarget }) => onChange({ ...wish, timeZone: currentTarget.value })}
      />
      <GroupPicker
        groups={groups}
        chosen={wish.groups}
        onChange={(groups) => onChange({ ...wish, groups })}
      />
      <NativeSelect
        label='Charts by'
        data={units}
        value={unit}
        onChange={({ currentTarget }) => onChange({ ...wish, by: currentTarget.value as ReportUnit })}
      />
    </div>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** An emptied field is one that somebody is about to fill. */
function TimeField({ label, value, onChange }: TimeFieldProps) {
  return (
    <TextInput
      label={label}
      type='datetime-local'
      value={value}
      onChange={({ currentTarget }) => currentTarget.value && onChange(currentTarget.value)}
    />
  );
}

function lastDay(timeZone: string) {
  const now = Date.now();
  const field = (ms: number) => fieldTime(new Date(ms).toISOString(), timeZone);
  return { from: field(now - DAY_MS), to: field(now) };
}

/** Every zone that this browser knows, and the one of the address. */
function zonesWith(timeZone: string): string[] {
  return [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

import { NativeSelect } from '@mantine/core';
import { destinationState } from '../../../../contract/group.ts';
import { Cell } from './cell.tsx';
import type { DestinationDraft } from './draft.ts';
import classes from './destination-row.module.css';

const states = [
  { value: 'enabled', label: 'Enabled: takes calls' },
  { value: 'draining', label: 'Draining: no new calls, for now' },
  { value: 'disabled', label: 'Disabled: no new calls' },
];

/** Whether a destination has an option that is not as usual. */
export function hasRowOptions({ tier, maxActive, state }: DestinationDraft): boolean {
  return tier !== '1' || maxActive !== '' || state !== 'enabled';
}

/** The options that are not as usual, in words. */
export function rowWords({ tier, maxActive, state }: DestinationDraft): string {
  const words = [
    state === 'enabled' ? '' : `${state}: new calls stop, calls in progress stay until they end`,
    maxActive === '' ? '' : maxActive === '0' ? 'takes no calls' : `at most ${maxActive} calls in progress`,
    tier === '1' ? '' : `tier ${tier}: only when no destination of a lower tier can take the call`,
  ].filter(Boolean).join(' · ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface RowOptionsProps {
  readonly row: DestinationDraft;
  readonly name: string;
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (change: Partial<DestinationDraft>) => void;
  readonly onLeave: (field: string) => void;
}

/** What few destinations need: state, cap, tier. */
export function RowOptions({ row, name, faults, set, onLeave }: RowOptionsProps) {
  return (
    <div className={classes.rowOptions}>
      <NativeSelect
        label='State'
        aria-label={`State of ${name}`}
        data={states}
        value={row.state}
        onChange={({ currentTarget: { value } }) => set({ state: destinationState.parse(value) })}
      />
      <Option
        row={row}
        field='maxActive'
        label='Most calls in progress'
        placeholder='no cap'
        {...{ name, faults, set, onLeave }}
      />
      <Option row={row} field='tier' label='Tier' placeholder='1' {...{ name, faults, set, onLeave }} />
    </div>
  );
}

function Option(
  { row, field, label, placeholder, name, faults, set, onLeave }: RowOptionsProps & {
    readonly field: 'tier' | 'maxActive';
    readonly label: string;
    readonly placeholder: string;
  },
) {
  const id = `option-${row.key}-${field}`;
  return (
    <div>
      <label htmlFor={id} className={classes.optionLabel}>{label}</label>
      <Cell
        id={id}
        label={`${label}, ${name}`}
        placeholder={placeholder}
        value={row[field]}
        inputMode='numeric'
        fault={faults[field]}
        onChange={(value) => set({ [field]: value })}
        onLeave={() => onLeave(field)}
      />
    </div>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import { destinationState } from '../../../../contract/group.ts';
import { CapFields } from './cap-fields.tsx';
import type { DestinationDraft } from './draft.ts';
import { HoursOption } from './hours/hours-option.tsx';
import type { HoursDraft } from './policy-drafts.ts';
import options from './options.module.css';
import classes from './destination-row.module.css';

const states = [
  { value: 'enabled', label: 'Enabled', words: 'It takes calls.' },
  {
    value: 'draining',
    label: 'Draining',
    words: 'New calls stop, for now. Calls in progress stay until they end.',
  },
  { value: 'disabled', label: 'Disabled', words: 'New calls stop. Calls in progress stay until they end.' },
];

interface RowOptionsProps {
  readonly row: DestinationDraft;
  readonly name: string;
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (change: Partial<DestinationDraft>) => void;
  readonly usualHours: () => HoursDraft;
  readonly onLeave: (field: string) => void;
}

/** What few destinations need: state, tier, caps, hours. */
export function RowOptions({ row, name, faults, set, usualHours, onLeave }: RowOptionsProps) {
  return (
    <div className={`${classes.rowOptions} ${options.row}`} role='group' aria-label={`Options of ${name}`}>
      <div className={classes.stateAndTier}>
        <NativeSelect
          label='State'
          description={states.find(({ value }) =>
            value === row.state
          )?.words}
          inputWrapperOrder={['label', 'input', 'description']}
          data={states}
          value={row.state}
          onChange={({ currentTarget: { value } }) =>
            set({ state: destinationState.parse(value) })}
        />
        <TextInput
          label='Tier'
          description='Tier 2 gets calls when no destination of tier 1 can take them. Each tier has its own 100 %.'
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          inputMode='numeric'
          value={row.tier}
          error={faults.tier}
          onBlur={() => onLeave('tier')}
          onChange={({ currentTarget: { value } }) => set({ tier: value })}
        />
      </div>
      <div className={options.option} role='group' aria-label='Caps'>
        <span className={options.label}>Caps</span>
        <p className={options.hint}>
          The most calls in progress, and placed in a period. At a cap, new calls go elsewhere.
        </p>
        <CapFields capped={row} faults={faults} set={set} onLeave={onLeave} />
      </div>
      <HoursOption
        hours={row.hours}
        faults={faults}
        set={(hours) => set({ hours })}
        usual={usualHours}
        onLeave={onLeave}
      />
    </div>
  );
}

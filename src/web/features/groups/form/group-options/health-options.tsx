import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { healthMode } from '../../../../../contract/policies.ts';
import { Fold } from '../fold.tsx';
import type { HealthDraft } from '../policy-drafts.ts';
import { OptionField } from './option-field.tsx';
import type { OptionsProps } from './options-props.ts';
import classes from '../options.module.css';

const modes = [
  { value: 'off', label: 'Off' },
  { value: 'observe', label: 'Observe' },
  { value: 'on', label: 'On' },
];

const MODE_WORDS = {
  off: 'Nobody watches whether calls fail.',
  observe: 'What “On” would do is shown, and no call goes elsewhere.',
  on: 'A destination whose calls fail gets none for a while; then one call tries whether it is back.',
};

/** Each number with its name in remarks and what it does. */
const numbers: readonly {
  readonly field: Exclude<keyof HealthDraft, 'mode'>;
  readonly id: string;
  readonly label: string;
  readonly words: string;
  readonly placeholder?: string;
}[] = [
  {
    field: 'consecutiveFailures',
    id: 'health.consecutiveFailures',
    label: 'Failures in a row',
    words: 'So many eject a destination.',
  },
  {
    field: 'failurePercent',
    id: 'health.failurePercent',
    label: 'Failures, percent',
    words: 'So large a part of the recent attempts ejects it as well.',
    placeholder: 'only those in a row',
  },
  {
    field: 'minimumAttempts',
    id: 'health.minimumAttempts',
    label: 'Fewest attempts',
    words: 'With fewer recent attempts the percent says nothing.',
  },
  {
    field: 'eject',
    id: 'health.ejectSeconds',
    label: 'First ejection',
    words: 'It lasts this long, the second one twice as long, up to ten times.',
  },
  {
    field: 'panicPercent',
    id: 'health.panicPercent',
    label: 'Never ejected, percent',
    words: 'So much of a tier stays, unless a later tier can help.',
  },
];

/** Whether destinations whose calls fail are left out, and the numbers behind it. */
export function HealthOptions({ draft: { health }, set, faults, onLeave }: OptionsProps) {
  const labelId = useId();
  const change = (fields: Partial<HealthDraft>) => set({ health: { ...health, ...fields } });
  return (
    <div className={classes.option}>
      <span id={labelId} className={classes.label}>Health</span>
      <SegmentedControl
        aria-labelledby={labelId}
        data={modes}
        value={health.mode}
        onChange={(value) => change({ mode: healthMode.parse(value) })}
      />
      <p className={classes.hint}>{MODE_WORDS[health.mode]}</p>
      {health.mode !== 'off' && (
        <Fold
          minor
          label='The numbers behind it'
          pressing={numbers.some(({ id }) => faults.has(id))}
        >
          <div className={classes.numbers}>
            {numbers.map(({ field, id, ...rest }) => (
              <OptionField
                key={field}
                {...rest}
                value={health[field]}
                fault={faults.get(id)}
                onChange={(value) => change({ [field]: value })}
                onLeave={() => onLeave(id)}
              />
            ))}
          </div>
        </Fold>
      )}
    </div>
  );
}

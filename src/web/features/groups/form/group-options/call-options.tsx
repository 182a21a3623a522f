import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';
import { balance } from '../../../../../contract/group.ts';
import { OptionField } from './option-field.tsx';
import { BALANCE_WORDS } from './option-words.ts';
import { type OptionsProps, written } from './options-props.ts';
import classes from '../options.module.css';

const balances = [
  { value: 'active', label: 'Calls in progress' },
  { value: 'calls', label: 'Calls placed' },
];

/** What counts as a call, and for how long. */
export function CallOptions(props: OptionsProps) {
  const { draft, set } = props;
  const labelId = useId();
  return (
    <fieldset className={classes.matter}>
      <legend>Calls</legend>
      <div className={classes.option}>
        <span id={labelId} className={classes.label}>Percents are of the</span>
        <SegmentedControl
          aria-labelledby={labelId}
          data={balances}
          value={draft.balance}
          onChange={(value) => set({ balance: balance.parse(value) })}
        />
        <p className={classes.hint}>{BALANCE_WORDS[draft.balance]}</p>
      </div>
      <OptionField
        label='Expiry'
        words='A session that nobody completes ends after this long, such as 2 h or 90 min.'
        {...written(props, 'sessionTtl', 'sessionTtlSeconds')}
      />
      <OptionField
        label='Retry window'
        words='Asking again within this long of the last answer gives another destination, such as 120 s.'
        {...written(props, 'retryWindow', 'retryWindowSeconds')}
      />
      <OptionField
        label='Hold time'
        words='For blind transfers, whose end nobody reports: each call counts for exactly this long, such as 10 min.'
        placeholder='until completion'
        {...written(props, 'hold', 'holdSeconds')}
      />
    </fieldset>
  );
}

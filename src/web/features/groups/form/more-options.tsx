import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import { balance } from '../../../../contract/group.ts';
import type { Remarks } from './check-draft.ts';
import type { Draft } from './draft.ts';
import classes from './group-form.module.css';

interface MoreOptionsProps {
  readonly draft: Draft;
  readonly change: (next: (draft: Draft) => Draft) => void;
  readonly faults: Remarks;
  readonly onLeave: (field: string) => void;
}

const balances = [
  {
    value: 'active',
    label: 'Calls in progress',
    words:
      'Each destination keeps its percent of the calls in progress. Long calls count as long as they last.',
  },
  {
    value: 'calls',
    label: 'Calls placed',
    words: 'Each destination gets its percent of the calls placed, however long they last.',
  },
];

/** What few groups need to change. Folded, it says how it stands. */
export function MoreOptions({ draft, change, faults, onLeave }: MoreOptionsProps) {
  const faulty = ['sessionTtlSeconds', 'retryWindowSeconds'].some((field) => faults.has(field));
  const [open, setOpen] = useState(false);
  const shown = open || faulty;
  const words = balances.find(({ value }) => value === draft.balance)?.words ?? '';
  return (
    <section className={classes.more}>
      <button
        type='button'
        className={classes.moreButton}
        aria-expanded={shown}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.fold} data-open={shown || undefined}>
          <Icon name='down' />
        </span>
        More options
      </button>
      {!shown && (
        <ul className={classes.moreWords}>
          <li>{words}</li>
          <li>A session that nobody completes ends after {draft.sessionTtl}.</li>
          <li>
            Asking again within {draft.retryWindow} means that the destination failed, and gives another.
          </li>
        </ul>
      )}
      {shown && (
        <div className={classes.options}>
          <div>
            <span className={classes.optionLabel}>Percents are of the</span>
            <SegmentedControl
              aria-label='Percents are of the'
              data={balances.map(({ value, label }) => ({ value, label }))}
              value={draft.balance}
              onChange={(value) => change((present) => ({ ...present, balance: balance.parse(value) }))}
            />
            <p className={classes.hint}>{words}</p>
          </div>
          <TextInput
            label='Expiry'
            description='A session that nobody completes ends after this long, such as 2 h or 90 min.'
            value={draft.sessionTtl}
            error={faults.get('sessionTtlSeconds')}
            onBlur={() => onLeave('sessionTtlSeconds')}
            onChange={({ currentTarget: { value } }) =>
              change((present) => ({ ...present, sessionTtl: value }))}
          />
          <TextInput
            label='Retry window'
            description='Asking again within this long of the last answer gives another destination, such as 120 s.'
            value={draft.retryWindow}
            error={faults.get('retryWindowSeconds')}
            onBlur={() => onLeave('retryWindowSeconds')}
            onChange={({ currentTarget: { value } }) =>
              change((present) => ({ ...present, retryWindow: value }))}
          />
        </div>
      )}
    </section>
  );
}

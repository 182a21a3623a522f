import type { ComponentProps } from 'react';
import type { ExcludedOutput } from '../../../contract/call.ts';
import { Chip } from '../../ui/chip.tsx';
import classes from './excluded-chips.module.css';

/** Those that could not have the call, in a word or two each; the figures say it in full. */
export function ExcludedChips({ excluded }: { readonly excluded: readonly ExcludedOutput[] }) {
  if (excluded.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label='Could not take the call'>
      {excluded.map(({ id, name, reason }) => (
        <li key={id}>
          <Chip tone={STATES[reason].tone} words={`${name}: ${STATES[reason].words}`} />
        </li>
      ))}
    </ul>
  );
}

interface State {
  readonly tone: ComponentProps<typeof Chip>['tone'];
  readonly words: string;
}

const STATES: Readonly<Record<ExcludedOutput['reason'], State>> = {
  off: { tone: 'off', words: 'off' },
  tried: { tone: 'off', words: 'tried before' },
  closed: { tone: 'waiting', words: 'closed' },
  ejected: { tone: 'bad', words: 'ejected' },
  over_cap: { tone: 'waiting', words: 'cap used up' },
  full: { tone: 'waiting', words: 'full' },
};

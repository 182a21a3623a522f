import { useId } from 'react';
import { failedOutcome } from '../../../../../contract/policies.ts';
import { Choices } from '../choices.tsx';
import { HealthOptions } from './health-options.tsx';
import { OptionField } from './option-field.tsx';
import { type OptionsProps, written } from './options-props.ts';
import classes from '../options.module.css';

const LABELS = {
  busy: 'Busy',
  no_answer: 'No answer',
  failed: 'Failed',
  declined: 'Declined',
  caller_hung_up: 'Caller hung up',
};

const outcomes = failedOutcome.options.map((value) => ({ value, label: LABELS[value] }));

/** What happens to a call that its destination did not take. */
export function FailureOptions(props: OptionsProps) {
  const { draft, set, onLeave } = props;
  const hintId = useId();
  return (
    <fieldset className={classes.matter}>
      <legend>When a destination fails</legend>
      <OptionField
        label='Most attempts'
        words='So many destinations are tried for one call before the application is told to use its backup number.'
        placeholder='every destination'
        inputMode='numeric'
        {...written(props, 'maxAttempts')}
      />
      <div className={classes.option}>
        <span className={classes.label}>Final outcomes</span>
        <p id={hintId} className={classes.hint}>
          After these, as far as the application reports them, no other destination is tried.
        </p>
        <Choices
          label='Final outcomes'
          choices={outcomes}
          chosen={draft.terminalOutcomes.filter((outcome) => outcome !== 'connected')}
          onChange={(terminalOutcomes) => set({ terminalOutcomes })}
          onLeave={() => onLeave('terminalOutcomes')}
        />
      </div>
      <OptionField
        label='Last resort'
        words='Calls get this destination when no other can take them. It has no share and is not counted.'
        placeholder='none: the application uses its backup number'
        {...written(props, 'lastResort')}
      />
      <HealthOptions {...props} />
    </fieldset>
  );
}

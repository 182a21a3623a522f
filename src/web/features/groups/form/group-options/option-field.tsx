import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { Icon } from '../../../../ui/icon.tsx';
import classes from '../options.module.css';

interface OptionFieldProps {
  readonly label: string;
  /** What it does, in a sentence. */
  readonly words?: string;
  readonly placeholder?: string;
  readonly inputMode?: 'numeric';
  readonly value: string;
  readonly fault: string | undefined;
  /** A doubt, which does not stop a save. */
  readonly warning?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

/** An option that is written. */
export function OptionField(props: OptionFieldProps) {
  const { label, words, placeholder, inputMode, value, fault, warning, onChange, onLeave } = props;
  const warningId = useId();
  const doubt = fault === undefined ? warning : undefined;
  return (
    <div className={classes.option}>
      <TextInput
        label={label}
        description={words}
        placeholder={placeholder}
        inputMode={inputMode}
        autoComplete='off'
        value={value}
        error={fault}
        aria-describedby={doubt && warningId}
        onBlur={onLeave}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {doubt && (
        <p id={warningId} className={classes.doubt}>
          <Icon name='warning' size={14} /> {doubt}
        </p>
      )}
    </div>
  );
}

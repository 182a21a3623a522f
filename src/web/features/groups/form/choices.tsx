import classes from './choices.module.css';

interface Choice<Value> {
  readonly value: Value;
  /** Read aloud, and shown unless there is something shorter. */
  readonly label: string;
  readonly short?: string;
}

interface ChoicesProps<Value> {
  /** What is chosen, read aloud before each choice. */
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: readonly Value[];
  readonly fault?: string;
  /** The id of what explains the fault. */
  readonly faultId?: string;
  readonly onChange: (chosen: Value[]) => void;
  readonly onLeave: () => void;
}

/** Any number of a few choices: checkboxes that look like tags. */
export function Choices<Value extends string | number>(props: ChoicesProps<Value>) {
  const { label, choices, chosen, fault, faultId, onChange, onLeave } = props;
  const toggle = (value: Value) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <div className={classes.choices} role='group' aria-label={label}>
      {choices.map(({ value, label, short }) => (
        <label key={value} className={classes.choice} data-short={short ? true : undefined}>
          <input
            type='checkbox'
            className={classes.box}
            aria-label={label}
            aria-invalid={fault !== undefined}
            aria-describedby={fault && faultId}
            checked={chosen.includes(value)}
            onChange={() =>
              toggle(value)}
            onBlur={onLeave}
          />
          <span aria-hidden='true'>{short ?? label}</span>
        </label>
      ))}
    </div>
  );
}

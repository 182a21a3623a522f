import { useId } from 'react';
import { picked, pickedText } from './picked.ts';
import classes from './webhook-dialog.module.css';

interface PicksProps {
  readonly legend: string;
  /** What it means when nothing is picked out. */
  readonly all: string;
  readonly some: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** As `pickedText` writes it. */
  readonly value: string;
  readonly error?: string;
  readonly onChange: (typed: { readonly currentTarget: { readonly value: string } }) => void;
}

/** All, or some of a list. */
export function Picks({ legend, all, some, choices, value, error, onChange }: PicksProps) {
  const faultId = useId();
  const chosen = picked(value);
  const set = (picked: readonly string[] | null) =>
    onChange({ currentTarget: { value: pickedText(picked) } });
  const radio = (label: string, isSome: boolean) => (
    <label className={classes.pick}>
      <input type='radio' checked={(chosen !== null) === isSome} onChange={() => set(isSome ? [] : null)} />
      {label}
    </label>
  );
  const toggle = (each: string) =>
    set(chosen?.includes(each) ? chosen.filter((other) => other !== each) : [...chosen ?? [], each]);
  return (
    <fieldset className={classes.picks}>
      <legend>{legend}</legend>
      {radio(all, false)}
      {radio(some, true)}
      {chosen && (
        <div className={classes.some}>
          {choices.length === 0 && <span>There are none.</span>}
          {choices.map(({ value: each, label }) => (
            <label key={each} className={classes.pick}>
              <input
                type='checkbox'
                checked={chosen.includes(each)}
                aria-invalid={error ? true : undefined}
                aria-describedby={error && faultId}
                onChange={() => toggle(each)}
              />
              {label}
            </label>
          ))}
        </div>
      )}
      {error && <span id={faultId} className={classes.fault}>{error}</span>}
    </fieldset>
  );
}

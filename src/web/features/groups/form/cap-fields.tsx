import { TextInput } from '@mantine/core';
import { period } from '../../../../contract/policies.ts';
import type { CapsDraft } from './policy-drafts.ts';
import classes from './options.module.css';

interface Capped {
  readonly maxActive: string;
  readonly caps: CapsDraft;
}

interface CapFieldsProps {
  readonly capped: Capped;
  /** By the name of the field, as in `maxActive` and `caps.hour`. */
  readonly faults: Readonly<Record<string, string>>;
  readonly set: (change: Partial<Capped>) => void;
  readonly onLeave: (field: string) => void;
}

const LABELS = { hour: 'An hour', day: 'A day', month: 'A month' };

/** How many calls may be in progress, and how many may be placed in a period. */
export function CapFields({ capped: { maxActive, caps }, faults, set, onLeave }: CapFieldsProps) {
  const field = (name: string, value: string, change: (value: string) => void) => ({
    value,
    error: faults[name],
    inputMode: 'numeric' as const,
    placeholder: 'no cap',
    autoComplete: 'off',
    onBlur: () => onLeave(name),
    onChange: (event: { readonly currentTarget: HTMLInputElement }) => change(event.currentTarget.value),
  });
  return (
    <div className={classes.caps}>
      <TextInput
        label='In progress'
        {...field('maxActive', maxActive, (value) => set({ maxActive: value }))}
      />
      {period.options.map((per) => (
        <TextInput
          key={per}
          label={LABELS[per]}
          {...field(`caps.${per}`, caps[per], (value) => set({ caps: { ...caps, [per]: value } }))}
        />
      ))}
    </div>
  );
}

import { Button, InputWrapper, TextInput } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import { type KeyboardEvent, useId, useState } from 'react';
import type { GroupOutput } from '../../../contract/group.ts';
import classes from './reports.module.css';

interface GroupPickerProps {
  readonly groups: readonly GroupOutput[];
  /** None: all of them. */
  readonly chosen: readonly number[];
  readonly onChange: (chosen: number[]) => void;
}

/** At most so many are listed: a name finds the others. */
const MOST_LISTED = 200;

/** Which groups: all, or some that are ticked. */
export function GroupPicker({ groups, chosen, onChange }: GroupPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const ref = useClickOutside<HTMLDivElement>(() => setOpen(false));
  const id = useId();
  const leave = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') setOpen(false);
  };
  return (
    <InputWrapper label='Groups' labelElement='div' labelProps={{ id }}>
      <div className={classes.picker} ref={ref} onKeyDown={leave}>
        <Button
          variant='default'
          aria-expanded={isOpen}
          aria-labelledby={`${id} ${id}-chosen`}
          onClick={() => setOpen(!isOpen)}
        >
          <span id={`${id}-chosen`}>{wordsFor(groups, chosen)}</span>
        </Button>
        {isOpen && <Options groups={groups} chosen={chosen} onChange={onChange} />}
      </div>
    </InputWrapper>
  );
}

function wordsFor(groups: readonly GroupOutput[], chosen: readonly number[]): string {
  if (chosen.length === 0) return 'All groups';
  if (chosen.length > 1) return `${chosen.length} groups`;
  return groups.find(({ id }) => id === chosen[0])?.name ?? '1 group';
}

function Options({ groups, chosen, onChange }: GroupPickerProps) {
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().trim();
  const found = groups.filter(({ name }) => name.toLowerCase().includes(words));
  const toggle = (id: number) =>
    onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <div className={classes.options} role='group' aria-label='Groups'>
      <TextInput
        aria-label='Find a group'
        placeholder='Find a group'
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <ul className={classes.list}>
        {found.slice(0, MOST_LISTED).map(({ id, name }) => (
          <li key={id}>
            <label>
              <input type='checkbox' checked={chosen.includes(id)} onChange={() => toggle(id)} />
              {name}
            </label>
          </li>
        ))}
      </ul>
      {found.length > MOST_LISTED && <span>{found.length - MOST_LISTED} more: type a part of the name.</span>}
      <Button variant='subtle' size='compact-sm' disabled={chosen.length === 0} onClick={() => onChange([])}>
        All groups
      </Button>
    </div>
  );
}

import { Button } from '@mantine/core';
import type { DestinationOutput, GroupOutput } from '../../../../contract/group.ts';
import type { DestinationState } from '../../../../routing/route-group.ts';
import { useStateWithUndo } from './use-state-with-undo.ts';
import classes from './dashboard.module.css';

interface StateActionsProps {
  readonly group: GroupOutput;
  readonly destination: DestinationOutput;
  /** Its calls in progress. */
  readonly active: number;
}

const STATES: readonly { readonly state: DestinationState; readonly label: string }[] = [
  { state: 'enabled', label: 'Enable' },
  { state: 'draining', label: 'Drain' },
  { state: 'disabled', label: 'Disable' },
];

/** The states that a destination is not in, each a click away. */
export function StateActions({ group, destination, active }: StateActionsProps) {
  const { put, isPending } = useStateWithUndo(group);
  return (
    <span className={classes.stateActions}>
      {STATES.filter(({ state }) => state !== destination.state).map(({ state, label }) => (
        <Button
          key={state}
          variant='subtle'
          size='compact-sm'
          aria-label={`${label} ${destination.name}`}
          aria-busy={isPending}
          onClick={() => !isPending && put(destination, state, active)}
        >
          {label}
        </Button>
      ))}
    </span>
  );
}

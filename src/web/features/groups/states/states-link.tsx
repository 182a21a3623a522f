import { Link } from 'wouter';
import type { DestinationLive, GroupOutput } from '../../../../contract/group.ts';
import { Chip } from '../../../ui/chip.tsx';
import classes from './states-link.module.css';
import { summariseStates } from './summarise-states.ts';
import { useReader } from './use-reader.ts';

interface StatesLinkProps {
  readonly group: GroupOutput;
  readonly destinations: readonly DestinationLive[];
}

/** How a group's destinations stand, in a chip that leads to its page; nothing when all of them are open. */
export function StatesLink({ group, destinations }: StatesLinkProps) {
  const state = summariseStates(destinations, useReader(group, destinations));
  if (state === undefined || state.tone === 'good') return null;
  return (
    <Link href={`/groups/${group.id}`} className={classes.link} aria-label={`${group.name}, ${state.words}`}>
      <Chip tone={state.tone} words={state.words} oneLine />
    </Link>
  );
}

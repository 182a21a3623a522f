import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useMayEdit } from '../../../lib/may-edit.ts';
import { LevelLine } from '../../../ui/level-line/level-line.tsx';
import type { LevelPart } from '../../../ui/level-line/level.ts';
import classes from './first-steps.module.css';

const example: LevelPart[] = [
  { key: 1, name: 'Boston', basisPoints: 6_000, calls: 6, colour: 1 },
  { key: 2, name: 'Denver', basisPoints: 4_000, calls: 4, colour: 2 },
];

const steps = [
  {
    name: 'Add a group',
    text: 'Name it, list the destinations, and give each its percent of the calls.',
  },
  { name: 'Use its link', text: 'Copy the link into your VoiceXML: it answers where to send each call.' },
  { name: 'Watch it', text: 'Every destination keeps its share of the calls in progress, here on the page.' },
];

/** What a new account sees. */
export function FirstSteps() {
  const mayEdit = useMayEdit();
  return (
    <section className={classes.first}>
      <div className={classes.example} aria-hidden='true'>
        <LevelLine parts={example} size='large' labelled title='An example' />
      </div>
      <ol className={classes.steps}>
        {steps.map(({ name, text }, index) => (
          <li key={name} className={classes.step}>
            <span className={classes.number}>{index + 1}</span>
            <strong>{name}</strong>
            <span className={classes.text}>{text}</span>
          </li>
        ))}
      </ol>
      {mayEdit && <Button component={Link} href='/groups/new' size='md'>+ Add Group</Button>}
    </section>
  );
}

import type { GroupOutput } from '../../../../contract/group.ts';
import { Section } from '../../../ui/section.tsx';
import { useScheduled } from '../api/list-scheduled.ts';
import { ScheduledEdits } from './scheduled-edits.tsx';
import { comingSentence } from './scheduled-words.ts';
import classes from './coming.module.css';

/** On a group's page: what will be made of it by itself. */
export function Coming({ group }: { readonly group: GroupOutput }) {
  const { data: scheduled = [] } = useScheduled(group.id);
  if (scheduled.length === 0) return null;
  return (
    <Section title='Scheduled'>
      <ScheduledEdits groupId={group.id} scheduled={scheduled} />
    </Section>
  );
}

/** Above the form: what will become of what is saved now. */
export function ComingNote({ group }: { readonly group: GroupOutput }) {
  const { data: scheduled = [] } = useScheduled(group.id);
  const sentence = comingSentence(scheduled);
  if (!sentence) return null;
  return (
    <section className={classes.note} aria-label='Scheduled'>
      <p className={classes.sentence}>{sentence}</p>
      <ScheduledEdits groupId={group.id} scheduled={scheduled} />
    </section>
  );
}

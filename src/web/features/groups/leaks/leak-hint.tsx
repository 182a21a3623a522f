import { Link } from 'wouter';
import { leakHint } from '../../../../contract/describe-leak.ts';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useLeak } from '../api/list-leaks.ts';
import classes from './leak.module.css';

/** In the list: that something is wrong with a group's application. Its page says what. */
export function LeakHint({ group: { id, name } }: { readonly group: GroupOutput }) {
  const leak = useLeak(id);
  if (!leak) return null;
  return (
    <p className={classes.hint}>
      {leakHint(leak)}{' '}
      <Link href={`/groups/${id}`} aria-label={`Why do the sessions of ${name} leak?`}>Why?</Link>
    </p>
  );
}

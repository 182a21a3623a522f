import { useMediaQuery } from '@mantine/hooks';
import classes from './contents.module.css';
import type { Topic } from './operations.ts';

/** Where it stands above the operations instead of beside them, as in api-docs.module.css. */
const NARROW = '(max-width: 820px)';

/** Leads to every operation that is shown; folded on a phone. */
export function Contents({ topics }: { readonly topics: readonly Topic[] }) {
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  return (
    <details key={String(narrow)} className={classes.contents} open={!narrow}>
      <summary>Contents</summary>
      <nav aria-label='Operations'>
        <ul className={classes.topics}>
          {topics.map(({ name, operations }) => (
            <li key={name}>
              <p className={classes.topic}>{name}</p>
              <ul className={classes.operations}>
                {operations.map(({ id, summary }) => (
                  <li key={id}>
                    <a href={`#${id}`} title={summary}>{id}</a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
          <li>
            <a className={classes.topic} href='#problems'>problems</a>
          </li>
        </ul>
      </nav>
    </details>
  );
}

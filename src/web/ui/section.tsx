import type { ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** What it is for, in a sentence or two. */
  readonly words?: ReactNode;
  readonly children: ReactNode;
}

/** One of several matters on a page. */
export function Section({ title, words, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{title}</h2>
      {words && <p className={classes.words}>{words}</p>}
      {children}
    </section>
  );
}

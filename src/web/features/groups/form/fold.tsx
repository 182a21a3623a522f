import { type ReactNode, useState } from 'react';
import { Icon } from '../../../ui/icon.tsx';
import classes from './fold.module.css';

interface FoldProps {
  readonly label: string;
  /** What is said while it is folded. */
  readonly words?: ReactNode;
  /** Whether there is something in it that has to be seen. */
  readonly pressing: boolean;
  /** Whether it is a part of something larger. */
  readonly minor?: boolean;
  readonly children: ReactNode;
}

/** What is out of sight until somebody wants it. */
export function Fold({ label, words, pressing, minor, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  const shown = open || pressing;
  return (
    <section className={classes.fold} data-minor={minor || undefined}>
      <button type='button' className={classes.button} aria-expanded={shown} onClick={() => setOpen(!open)}>
        <span className={classes.sign} data-open={shown || undefined}>
          <Icon name='down' />
        </span>
        {label}
      </button>
      {shown ? <div className={classes.content}>{children}</div> : words}
    </section>
  );
}

import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** Above the title: the way back. */
  readonly above?: ReactNode;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's heading and content, at most 1100 px wide. */
export function Page({ title, above, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Plum Routes`);
  return (
    <main className={classes.page} id='content'>
      {above}
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </main>
  );
}

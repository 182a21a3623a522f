import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Mark } from './icon.tsx';
import classes from './door-page.module.css';

/** A page in front of the others: signing in, setting up. */
export function DoorPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useDocumentTitle(`${title} · Plum Routes`);
  return (
    <main className={classes.door}>
      <p className={classes.brand}>
        <Mark size={34} /> Plum Routes
      </p>
      <h1 className={classes.title}>{title}</h1>
      {children}
    </main>
  );
}

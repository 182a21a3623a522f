import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './shown-once.module.css';

interface ShownOnceProps {
  /** What it is, and that it does not come back. */
  readonly words: ReactNode;
  readonly secret: string;
  readonly copyLabel: string;
  readonly onDone: () => void;
}

/** A secret, such as a key or a link that lets somebody in, on the one occasion that it is shown. */
export function ShownOnce({ words, secret, copyLabel, onDone }: ShownOnceProps) {
  return (
    <div className={classes.once} role='status'>
      <p>{words}</p>
      <code className={classes.text}>{secret}</code>
      <div className={classes.actions}>
        <CopyButton text={secret} label={copyLabel} />
        <Button variant='subtle' onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}

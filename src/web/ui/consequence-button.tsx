import { Button } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import classes from './consequence-button.module.css';

interface ConsequenceButtonProps {
  /** On the button. */
  readonly label: string;
  /** The same for those who hear it without its row. */
  readonly fullLabel: string;
  /** What will be lost. */
  readonly sentence: ReactNode;
  /** On the button that does it. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly pending: boolean;
  readonly error: Error | null;
}

/**
 * A button for what can't be undone. It first says what will be lost, in its row, which has to be a wrapping flex box.
 */
export function ConsequenceButton(props: ConsequenceButtonProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const keep = () => {
    flushSync(() => setOpen(false));
    opener.current?.focus();
  };
  return (
    <>
      <Button
        ref={opener}
        variant='subtle'
        size='compact-sm'
        aria-label={props.fullLabel}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.label}
      </Button>
      {open && <Panel {...props} onKeep={keep} />}
    </>
  );
}

function Panel(
  { sentence, confirm, onConfirm, pending, error, onKeep }: ConsequenceButtonProps & {
    readonly onKeep: () => void;
  },
) {
  return (
    <div className={classes.panel} onKeyDown={({ key }) => key === 'Escape' && onKeep()}>
      <div className={classes.text}>
        {sentence}
        {error && <span className={classes.error} role='alert'>{error.message}</span>}
      </div>
      <div className={classes.choices}>
        <Button size='sm' autoFocus loading={pending} onClick={onConfirm}>{confirm}</Button>
        <Button size='sm' variant='default' onClick={onKeep}>Keep</Button>
      </div>
    </div>
  );
}

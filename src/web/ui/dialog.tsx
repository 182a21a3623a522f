import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import classes from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** Whoever presses Escape wants this. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A question over the page, and beside it in the document: a form may be asked from within another. The browser's own modal dialog: it holds the focus, gives it back to where it was, and
 * needs no `<style>` element, which our content security policy forbids.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return createPortal(
    <dialog ref={element} className={classes.dialog} aria-labelledby={titleId} onCancel={onClose}>
      <h2 id={titleId} className={classes.title}>{title}</h2>
      {children}
    </dialog>,
    document.body,
  );
}

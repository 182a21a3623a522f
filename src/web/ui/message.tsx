import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import classes from './message.module.css';

interface MessageProps {
  readonly tone: 'bad' | 'warn' | 'plain';
  readonly children: ReactNode;
  /** Beside the text, such as a button that tries again. */
  readonly action?: ReactNode;
}

/** Something to know about the page, in its flow. */
export function Message({ tone, children, action }: MessageProps) {
  return (
    <div className={classes.message} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {tone !== 'plain' && <Icon name='warning' />}
      <div className={classes.text}>{children}</div>
      {action}
    </div>
  );
}

import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { useTimeout } from '@mantine/hooks';
import { Icon } from './icon.tsx';
import classes from './notices.module.css';

export interface Notice {
  readonly text: string;
  /** What can be done about it, such as undoing. */
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly bad?: boolean;
}

type Shown = Notice & { readonly id: number };

const SHOWN_MS = 10_000;

const NoticeContext = createContext<(notice: Notice) => void>(() => {});

/** Says what has just happened, at the lower edge of the page, long enough to undo it. */
export function useNotify(): (notice: Notice) => void {
  return useContext(NoticeContext);
}

export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Shown[]>([]);
  const notify = useCallback((notice: Notice) => {
    setNotices((shown) => [...shown.slice(-2), { ...notice, id: (shown.at(-1)?.id ?? 0) + 1 }]);
  }, []);
  const dismiss = useCallback((id: number) => {
    setNotices((shown) => shown.filter((notice) => notice.id !== id));
  }, []);
  return (
    <NoticeContext value={notify}>
      {children}
      <div className={classes.region} role='status' aria-live='polite'>
        {notices.map((notice) => <Bar key={notice.id} notice={notice} dismiss={dismiss} />)}
      </div>
    </NoticeContext>
  );
}

function Bar({ notice, dismiss }: { readonly notice: Shown; readonly dismiss: (id: number) => void }) {
  const { start, clear } = useTimeout(() => dismiss(notice.id), SHOWN_MS);
  useEffect(() => {
    start();
    return clear;
  }, [start, clear]);
  const { text, action, bad = false } = notice;
  return (
    <div
      className={classes.notice}
      data-bad={bad || undefined}
      onPointerEnter={clear}
      onPointerLeave={() => start()}
      onFocus={clear}
      onBlur={() => start()}
    >
      <span>{text}</span>
      {action && (
        <button
          type='button'
          className={classes.action}
          onClick={() => {
            dismiss(notice.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type='button' className={classes.close} aria-label='Dismiss' onClick={() => dismiss(notice.id)}>
        <Icon name='close' size={16} />
      </button>
    </div>
  );
}

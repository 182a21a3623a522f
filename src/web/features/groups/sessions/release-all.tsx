import { useState } from 'react';
import { ConsequenceButton } from '../../../ui/consequence-button.tsx';
import { useNotify } from '../../../ui/notices.tsx';
import { sessionFilter, type SessionWishes, useRelease } from '../api/open-sessions.ts';
import classes from './open-calls.module.css';

interface ReleaseAllProps {
  readonly groupId: number;
  /** What they find is what is released. */
  readonly wishes: SessionWishes;
  readonly total: number;
}

/** Releases all that match, on all pages together. What begins meanwhile is not meant. */
export function ReleaseAll({ groupId, wishes, total }: ReleaseAllProps) {
  const [sofar, setSofar] = useState(0);
  const [times, setTimes] = useState(0);
  const release = useRelease(groupId, setSofar);
  const notify = useNotify();
  const count = total.toLocaleString();
  const onConfirm = () => {
    setSofar(0);
    const nowMs = Date.now();
    const filter = { openedBefore: new Date(nowMs).toISOString(), ...sessionFilter(wishes, nowMs) };
    release.mutate({ filter }, {
      onSuccess(released) {
        setTimes(times + 1);
        notify({ text: `${released.toLocaleString()} released: their places are free.` });
      },
    });
  };
  return (
    <div className={classes.releaseAll}>
      <ConsequenceButton
        key={times}
        label={`Release all ${count}`}
        fullLabel={`Release all ${count} calls that match`}
        sentence={
          <>
            Their places are free at once. The calls themselves go on. This can’t be undone.
            <span role='status'>
              {release.isPending && sofar > 0 && ` ${sofar.toLocaleString()} released so far.`}
            </span>
          </>
        }
        confirm={`Release ${count}`}
        pending={release.isPending}
        error={release.error}
        onConfirm={onConfirm}
      />
    </div>
  );
}

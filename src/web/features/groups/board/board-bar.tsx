import { NativeSelect } from '@mantine/core';
import { useLocation } from 'wouter';
import type { GroupOutput } from '../../../../contract/group.ts';
import { formatNear } from '../../../lib/format-time.ts';
import { useServiceTime } from '../../../lib/service-clock.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useLastHeard } from '../api/watch-live.ts';
import classes from './board-bar.module.css';

interface BoardBarProps {
  readonly groups: readonly GroupOutput[];
  readonly wanted: number | undefined;
  readonly connected: boolean;
  readonly pages: {
    readonly page: number;
    readonly count: number;
    /** Unless they are paused. */
    readonly turnsByItself: boolean;
    readonly isPaused: boolean;
    readonly pause: (is: boolean) => void;
    readonly turn: (by: 1 | -1) => void;
  };
  readonly fullscreen: { readonly is: boolean; readonly toggle: () => Promise<void> };
}

/** What the board shows, whether it is live, and what can be done with it. */
export function BoardBar({ groups, wanted, connected, pages, fullscreen }: BoardBarProps) {
  return (
    <header className={classes.bar}>
      <h1 className={classes.title}>Live</h1>
      <GroupChoice groups={groups} wanted={wanted} />
      <Liveness connected={connected} />
      <div className={classes.tools}>
        {pages.count > 1 && <PageTools {...pages} />}
        {document.fullscreenEnabled && (
          <IconButton
            icon={fullscreen.is ? 'shrink' : 'enlarge'}
            label={fullscreen.is ? 'Leave full screen' : 'Full screen'}
            // A browser may refuse, and the board is of use all the same.
            onClick={() => void fullscreen.toggle().catch(() => {})}
          />
        )}
      </div>
    </header>
  );
}

function GroupChoice({ groups, wanted }: Pick<BoardBarProps, 'groups' | 'wanted'>) {
  const [, navigate] = useLocation();
  const options = groups.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <NativeSelect
      className={classes.choice}
      aria-label='Route groups'
      data={[{ value: '', label: 'All route groups' }, ...options]}
      value={wanted === undefined ? '' : String(wanted)}
      onChange={({ currentTarget: { value } }) =>
        navigate(value === '' ? '/live' : `/live?group=${value}`, { replace: true })}
    />
  );
}

/** The time while values arrive; since when none did otherwise. */
function Liveness({ connected }: Pick<BoardBarProps, 'connected'>) {
  const nowMs = useServiceTime(1000);
  const heard = useLastHeard();
  return (
    <>
      {connected && <time className={classes.clock}>{formatNear(new Date(nowMs))}</time>}
      <span role='status' className={classes.status}>
        {!connected && (
          <span className={classes.still}>
            <Icon name='warning' />
            {heard === null ? 'The service does not answer' : `No news since ${formatNear(new Date(heard))}`}
          </span>
        )}
      </span>
    </>
  );
}

function PageTools({ page, count, turnsByItself, isPaused, pause, turn }: BoardBarProps['pages']) {
  return (
    <>
      <span className={classes.page}>{`Page ${page + 1} of ${count}`}</span>
      <IconButton icon='back' label='Page before' onClick={() => turn(-1)} />
      {turnsByItself && (
        <IconButton
          icon={isPaused ? 'play' : 'pause'}
          label={isPaused ? 'Turn pages by themselves' : 'Stay on this page'}
          onClick={() => pause(!isPaused)}
        />
      )}
      <IconButton icon='next' label='Next page' onClick={() => turn(1)} />
    </>
  );
}

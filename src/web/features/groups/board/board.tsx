import { useElementSize, useFullscreenElement } from '@mantine/hooks';
import type { CSSProperties } from 'react';
import type { GroupOutput } from '../../../../contract/group.ts';
import { useLiveMap } from '../api/watch-live.ts';
import { BoardBar } from './board-bar.tsx';
import classes from './board.module.css';
import { GroupPanel } from './group-panel.tsx';
import { type BoardLayout, layoutBoard, type Room } from './layout-board.ts';
import { Ticker } from './ticker.tsx';
import { useCallRates } from './use-call-rates.ts';
import { usePages } from './use-pages.ts';

/** The most destinations of a group that have a line of their own; on a board of several pages. */
const MOST_LINES = 6;
const MOST_LINES_PAGED = 4;

interface BoardProps {
  readonly groups: readonly GroupOutput[];
  /** The one group to be shown, by its id; all of them unless given. */
  readonly wanted: number | undefined;
  /** Whether live values arrive. */
  readonly connected: boolean;
}

/** Groups side by side, as large as they fit, in pages that turn by themselves; what happened at the side. */
export function Board({ groups, wanted, connected }: BoardProps) {
  const live = useLiveMap();
  const { ref: screen, toggle, fullscreen } = useFullscreenElement();
  const { ref: room, width, height } = useElementSize();
  const shown = wanted === undefined ? groups : groups.filter(({ id }) => id === wanted);
  const { layout, lines, perPage } = arrange({ width, height }, shown);
  const count = Math.ceil(shown.length / perPage);
  const pages = usePages(count, !layout.isScrolled);
  const page = shown.slice(pages.page * perPage, (pages.page + 1) * perPage);
  const rateOf = useCallRates(live);
  return (
    <div ref={screen} className={classes.board} data-still={!connected || undefined}>
      <BoardBar
        groups={groups}
        wanted={wanted}
        connected={connected}
        pages={{ ...pages, count }}
        fullscreen={{ is: fullscreen, toggle }}
      />
      <div ref={room} className={classes.room} style={styleOf(layout)}>
        {shown.length === 0 && <p className={classes.gone}>This group is not there any longer.</p>}
        {width > 0 && page.map((group) => {
          const now = live.get(group.id);
          return (
            <GroupPanel key={group.id} group={group} live={now} lines={lines} rate={now && rateOf(now)} />
          );
        })}
      </div>
      <Ticker groupId={wanted} />
    </div>
  );
}

/** How groups are put on the board, and how many lines each has for its destinations: as many as the others. */
function arrange(room: Room, groups: readonly GroupOutput[]) {
  const most = Math.max(1, ...groups.map(({ destinations }) => destinations.length));
  const [whole, paged] = [MOST_LINES, MOST_LINES_PAGED].map((lines) =>
    arrangeWith(Math.min(lines, most), room, groups)
  );
  return whole.perPage < groups.length && !whole.layout.isScrolled ? paged : whole;
}

function arrangeWith(lines: number, room: Room, groups: readonly GroupOutput[]) {
  const layout = layoutBoard(room, groups.length, lines);
  return { lines, layout, perPage: layout.columns * layout.rows };
}

function styleOf({ columns, rows, em, isScrolled }: BoardLayout): CSSProperties {
  return {
    fontSize: `${em}px`,
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    ...(isScrolled ? {} : { gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }),
  };
}

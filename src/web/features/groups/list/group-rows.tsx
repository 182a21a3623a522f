import { Skeleton } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import type { GroupOutput } from '../../../../contract/group.ts';
import { GroupRow } from './group-row.tsx';
import classes from './group-list.module.css';

const ROW_PX = 104;
const ROWS_AHEAD = 6;

/** What covers the upper and the lower edge of the screen. */
const BAR_PX = 70;
const NOTICE_PX = 90;

/** Draws the rows that are on the screen, so that a thousand groups scroll like ten. */
export function GroupRows({ groups }: { readonly groups: readonly GroupOutput[] }) {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: groups.length,
    estimateSize: () => ROW_PX,
    overscan: ROWS_AHEAD,
    scrollMargin: top,
    scrollPaddingStart: BAR_PX,
    scrollPaddingEnd: NOTICE_PX,
    getItemKey: (index) => groups[index].id,
  });
  const shown = useShownGroup(groups, (index) => rows.scrollToIndex(index, { align: 'auto' }));
  return (
    <div ref={list} role='list' className={classes.rows} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.key}
          ref={rows.measureElement}
          data-index={row.index}
          role='listitem'
          aria-setsize={groups.length}
          aria-posinset={row.index + 1}
          className={classes.slot}
          style={{ transform: `translateY(${row.start - top}px)` }}
        >
          <GroupRow group={groups[row.index]} shown={groups[row.index].id === shown} />
        </div>
      ))}
    </div>
  );
}

/** The group that the page one comes from wants to be seen, as after saving it. */
function useShownGroup(
  groups: readonly GroupOutput[],
  scrollTo: (index: number) => void,
): number | undefined {
  const shown = useHistoryState<{ readonly show?: number } | null>()?.show;
  const scrolled = useRef<number>(undefined);
  useEffect(() => {
    const index = groups.findIndex(({ id }) => id === shown);
    if (index < 0 || scrolled.current === shown) return;
    scrolled.current = shown;
    scrollTo(index);
  });
  return shown;
}

/** The place of rows that are on their way. */
export function RowSkeletons() {
  return (
    <div aria-label='Loading' role='status'>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className={classes.skeleton}>
          <Skeleton width='22%' height={18} />
          <Skeleton height={10} />
        </div>
      ))}
    </div>
  );
}

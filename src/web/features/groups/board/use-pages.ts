import { useEffect, useState } from 'react';

/** How long a page of the board stays. */
const PAGE_MS = 12_000;

/** Where one is among the pages of a board, which turn by themselves unless somebody stops them. */
export function usePages(count: number, turnsByItself: boolean) {
  const [wanted, setPage] = useState(0);
  const [isPaused, setPaused] = useState(false);
  const page = Math.min(wanted, Math.max(0, count - 1));
  const isTurning = turnsByItself && !isPaused && count > 1;
  useEffect(() => {
    if (!isTurning) return;
    const timer = setTimeout(() => setPage((page + 1) % count), PAGE_MS);
    return () => clearTimeout(timer);
  }, [isTurning, page, count]);
  return {
    page,
    turnsByItself,
    isPaused,
    pause: setPaused,
    turn: (by: 1 | -1) => setPage((page + by + count) % count),
  };
}

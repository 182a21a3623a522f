import { useEffect, useReducer } from 'react';

/** By how much the service's clock is ahead of the reader's, which may be wrong. */
let aheadMs = 0;

/** Sets the clock by messages that say when they were sent: the one that was under way for the shortest time is right. */
export function createClockSetter(): (at: string) => void {
  let most = -Infinity;
  return (at) => {
    most = Math.max(most, Date.parse(at) - Date.now());
    aheadMs = most;
  };
}

/** The time by the service's clock, in milliseconds of Unix time. What shows it is drawn again after each such step. */
export function useServiceTime(stepMs: number): number {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return Date.now() + aheadMs;
}

import { useEffect } from 'react';

/**
 * Keeps the screen on while the page is in sight, where the browser can (Screen Wake Lock API; secure contexts only).
 * The browser lets go of the lock whenever the page is hidden, and may refuse it, as with a low battery.
 */
export function useWakeLock() {
  useEffect(() => {
    let lock: Promise<WakeLockSentinel | undefined> | undefined;
    const take = () => {
      if (!document.hidden) lock = navigator.wakeLock?.request('screen').catch(() => undefined);
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.then((held) => held?.release());
    };
  }, []);
}

/** At most `max` tries within any `window` seconds. */
export interface RateRule {
  readonly window: number;
  readonly max: number;
}

export interface RateOutcome {
  readonly allowed: boolean;
  /** Seconds to wait; null when allowed. */
  readonly retryAfter: number | null;
}

/** Counts tries by key, in memory: each node of a cluster counts its own. */
export interface RateLimiter {
  consume(key: string, rule: RateRule): Promise<RateOutcome>;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

/** Bounds what an attacker with many addresses can make us keep. */
const MOST_KEYS = 10_000;

export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new Map<string, Window>();

  function windowOf(key: string, seconds: number): Window {
    const present = windows.get(key);
    if (present && present.endsAtMs > now()) return present;
    if (windows.size >= MOST_KEYS) sweep(windows, now());
    const fresh = { count: 0, endsAtMs: now() + seconds * 1000 };
    windows.set(key, fresh);
    return fresh;
  }

  return {
    consume(key, rule) {
      const window = windowOf(key, rule.window);
      if (window.count < rule.max) {
        window.count += 1;
        return Promise.resolve({ allowed: true, retryAfter: null });
      }
      const retryAfter = Math.ceil((window.endsAtMs - now()) / 1000);
      return Promise.resolve({ allowed: false, retryAfter });
    },
  };
}

/** Ended windows go. Does an attack keep too many open, the older half goes too: so that sweeping stays rare. */
function sweep(windows: Map<string, Window>, now: number) {
  for (const [key, { endsAtMs }] of windows) if (endsAtMs <= now) windows.delete(key);
  if (windows.size < MOST_KEYS) return;
  for (const key of [...windows.keys()].slice(0, MOST_KEYS / 2)) windows.delete(key);
}

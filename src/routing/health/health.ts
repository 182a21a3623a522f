/** What is remembered of a destination's failures. Counts are of attempts. */
export interface Health {
  /** Since when it is ejected, or back in service; 0 if it always was. */
  sinceMs: number;
  /** When its ejection gives way to a trial; 0 while it is in service. */
  untilMs: number;
  /** Its ejections, less one for each long stretch in service since. */
  ejections: number;
  /** Failures in a row. */
  streak: number;
  /** What had been placed when the row began. */
  streakFrom: number;
  /** The failures among the recent attempts. */
  failures: number;
  /** What had been placed before the recent attempts. */
  failuresFrom: number;
  /** The attempt on trial; 0 when there is none. */
  probe: number;
  probeAtMs: number;
  /** Until when it has been told that it should be ejected, and was spared. */
  toldUntilMs: number;
}

export type Phase = 'in_service' | 'ejected' | 'on_trial';

/** An attempt that is still up after a minute has been answered: platforms give up ringing before. */
const STILL_UP_MS = 60_000;

/** How long a destination takes to come back to its full share, and in how many steps. */
const RETURN_MS = 60_000;
export const RETURN_STEPS = 10;

export function newHealth(): Health {
  return {
    ...{ sinceMs: 0, untilMs: 0, ejections: 0, streak: 0, streakFrom: 0, failures: 0, failuresFrom: 0 },
    ...{ probe: 0, probeAtMs: 0, toldUntilMs: 0 },
  };
}

export function phaseOf(health: Health, nowMs: number): Phase {
  if (health.untilMs === 0 || isProbeUp(health, nowMs)) return 'in_service';
  return nowMs < health.untilMs ? 'ejected' : 'on_trial';
}

/** Whether the attempt on trial has lasted so long that the trial went well. */
export function isProbeUp({ probe, probeAtMs }: Health, nowMs: number): boolean {
  return probe !== 0 && nowMs >= probeAtMs + STILL_UP_MS;
}

/** Whether it is to get no calls: while it is ejected, and on trial while one call is under way. */
export function isOut(health: Health | undefined, nowMs: number): boolean {
  if (health === undefined) return false;
  const phase = phaseOf(health, nowMs);
  return phase === 'ejected' || (phase === 'on_trial' && health.probe !== 0);
}

/** How many steps of its share it has: after an ejection it comes back slowly, not in a rush. */
export function stepsBack(health: Health, nowMs: number): number {
  if (phaseOf(health, nowMs) !== 'in_service') return RETURN_STEPS;
  const passedMs = nowMs - backSinceMs(health);
  return Math.min(RETURN_STEPS, 1 + Math.floor((passedMs * RETURN_STEPS) / RETURN_MS));
}

/** When any of this changes by the clock; Infinity when it does not. */
export function healthDueMs(health: Health, nowMs: number): number {
  const phase = phaseOf(health, nowMs);
  if (phase === 'ejected') return health.untilMs;
  if (phase === 'on_trial') return health.probe === 0 ? Infinity : health.probeAtMs + STILL_UP_MS;
  const steps = stepsBack(health, nowMs);
  return steps === RETURN_STEPS ? Infinity : backSinceMs(health) + (steps * RETURN_MS) / RETURN_STEPS;
}

/** Puts it out of service until then, with its counts at zero. */
export function eject(health: Health, ejections: number, untilMs: number, nowMs: number) {
  Object.assign(health, newHealth(), { sinceMs: nowMs, untilMs, ejections });
}

/** Puts it back into service, with nothing held against it but its ejections. */
export function returnToService(health: Health, nowMs: number) {
  Object.assign(health, newHealth(), { sinceMs: nowMs, ejections: health.ejections });
}

/** Since when it is back in service: a trial that is still up counts as a return from that moment on. */
export function backSinceMs({ untilMs, sinceMs, probeAtMs }: Health): number {
  return untilMs === 0 ? sinceMs : probeAtMs + STILL_UP_MS;
}

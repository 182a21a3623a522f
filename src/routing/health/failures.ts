import type { HealthSettings } from '../policies.ts';
import type { Health } from './health.ts';
import type { FailureEvidence } from './health-event.ts';

/*
 * Attempts count from when they were placed, not from when their result is known: failures are known within seconds,
 * good calls only when they end. A morning's first minutes would otherwise consist of failures alone.
 */

/** `placed` is what the destination has been given so far, here and below. */
export function noteFailure(health: Health, placed: number, settings: HealthSettings) {
  if (health.streak === 0) health.streakFrom = placed;
  if (health.failures === 0) health.failuresFrom = placed - 1;
  forgetOldFailures(health, placed, settings);
  health.streak += 1;
  health.failures += 1;
}

export function noteSuccess(health: Health, placed: number, settings: HealthSettings) {
  health.streak = 0;
  forgetOldFailures(health, placed, settings);
}

/**
 * Why a destination is to be ejected, or undefined if it is not: so many failures in a row, while at least half of what
 * was placed since the first of them failed as well; or so large a part of the recent attempts.
 */
export function failureEvidence(
  { streak, streakFrom, failures, failuresFrom }: Health,
  placed: number,
  { consecutiveFailures, failurePercent, minimumAttempts }: HealthSettings,
): FailureEvidence | undefined {
  if (streak >= consecutiveFailures && placed - streakFrom <= 2 * streak) {
    return { rule: 'consecutive', failures: streak };
  }
  const attempts = placed - failuresFrom;
  if (failurePercent === null || attempts < minimumAttempts) return undefined;
  return failures * 100 >= failurePercent * attempts ? { rule: 'percent', failures, attempts } : undefined;
}

/** Recent are the last attempts, at least as many as prove something and less than twice as many. */
function forgetOldFailures(health: Health, placed: number, { minimumAttempts }: HealthSettings) {
  let attempts = placed - health.failuresFrom;
  while (attempts >= 2 * minimumAttempts && health.failures > 0) {
    attempts >>= 1;
    health.failures >>= 1;
  }
  health.failuresFrom = placed - attempts;
}

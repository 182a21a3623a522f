import type { Meter } from '../caps/meter.ts';
import type { Tally } from '../tally.ts';
import { addAt, dropUntil, sumOf, takeOneAt } from './time-buckets.ts';

/** Times are told apart this finely, as a part of the time after which they matter. */
const STEPS = 16;

/** For how long an attempt counts when nothing is known of it: what most groups give a session. */
const LONG_SECONDS = 7200;

const NO_METERS: readonly Meter[] = [];

/** Counts an attempt that is placed. */
export function takePlace(tally: Tally, nowMs: number) {
  tally.active += 1;
  tally.placed += 1;
  for (const meter of tally.meters ?? NO_METERS) meter.calls += 1;
  if (tally.ages === undefined) return;
  const step = stepOf(countedSecondsOf(tally));
  addAt(tally.ages, step * Math.floor(secondsOf(nowMs) / step));
}

/** Frees the place that an attempt holds. To be called once for each attempt. */
export function freePlace(tally: Tally, openedAtMs: number) {
  const { ages } = tally;
  // By the ages themselves: of a ledger that was just read, nobody has counted yet which attempts are too old.
  const allCount = ages !== undefined && tally.active <= sumOf(ages);
  tally.active -= 1;
  if (ages === undefined) return;
  const isFound = takeOneAt(ages, secondsOf(openedAtMs));
  // It is older than every age that is kept: one that counts no longer, or from before ages were kept.
  if (!isFound && allCount) takeOneAt(ages, Infinity);
  countStale(tally);
}

/** An attempt of which no call came keeps its place until a call would have ended, so that failing fast wins nothing. */
export function keepGhost(tally: Tally, openedAtMs: number, usualSeconds: number) {
  const step = stepOf(usualSeconds);
  const goes = step * Math.round((secondsOf(openedAtMs) + usualSeconds) / step);
  addAt(tally.ghostTimes ??= [], goes);
  tally.ghosts += 1;
}

/** From now on it matters how old attempts are: some are never completed. */
export function keepAges(tally: Tally, nowMs: number) {
  tally.ages ??= tally.active > 0 ? [secondsOf(nowMs), tally.active] : [];
}

/** It matters no longer: all of them count. */
export function forgetAges(tally: Tally) {
  tally.ages = undefined;
  tally.stale = 0;
}

/** Lets go of ghosts whose time is over, and of attempts that are too old to count. */
export function settlePlaces(tally: Tally, nowMs: number) {
  const { ghostTimes, ages } = tally;
  if (ghostTimes !== undefined) {
    dropUntil(ghostTimes, secondsOf(nowMs));
    tally.ghosts = sumOf(ghostTimes);
    if (tally.ghosts === 0) tally.ghostTimes = undefined;
  }
  if (ages !== undefined) {
    dropUntil(ages, secondsOf(nowMs) - ageLimit(tally));
    countStale(tally);
  }
}

/** When the next of its places changes by the clock, in milliseconds; Infinity when none will. */
export function placesDueMs(tally: Tally): number {
  const { ghostTimes, ages } = tally;
  if (ghostTimes === undefined && ages === undefined) return Infinity;
  return 1000 * Math.min(ghostTimes?.[0] ?? Infinity, (ages?.[0] ?? Infinity) + ageLimit(tally));
}

/** How old the beginning of a step is when its attempts, on average, have counted for their time. */
function ageLimit({ experience }: Tally): number {
  const counted = experience?.countedSeconds ?? 0;
  return counted === 0 ? Infinity : counted + (stepOf(counted) >> 1);
}

/**
 * Counted anew each time: after a crash, storage may know of ends that these ages do not. They are gone when their time
 * is over, and everything agrees again.
 */
function countStale(tally: Tally) {
  tally.stale = Math.max(0, tally.active - sumOf(tally.ages!));
}

function countedSecondsOf({ experience }: Tally): number {
  return experience?.countedSeconds || LONG_SECONDS;
}

function stepOf(seconds: number): number {
  return Math.max(1, Math.floor(seconds / STEPS));
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}

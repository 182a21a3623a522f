/**
 * How many things there are, by a time that each of them has: `[time, count, time, count, …]`, in order. Plain numbers,
 * as they are part of what is stored, and few: times are rounded to the same moments, as coarse as their use allows.
 */
export type TimeBuckets = number[];

/** When there are more, the first two become one: buckets stay few whatever happens. */
const MOST_BUCKETS = 20;

/** Adds one with this time. */
export function addAt(buckets: TimeBuckets, time: number) {
  let at = buckets.length;
  while (at > 0 && buckets[at - 2] > time) at -= 2;
  if (at > 0 && buckets[at - 2] === time) buckets[at - 1] += 1;
  else buckets.splice(at, 0, time, 1);
  if (buckets.length > 2 * MOST_BUCKETS) joinFirst(buckets);
}

/** Takes out one with the latest time that is not after this one. False when there is none. */
export function takeOneAt(buckets: TimeBuckets, time: number): boolean {
  let at = buckets.length - 2;
  while (at >= 0 && buckets[at] > time) at -= 2;
  if (at < 0) return false;
  buckets[at + 1] -= 1;
  if (buckets[at + 1] === 0) buckets.splice(at, 2);
  return true;
}

/** Takes out everything up to this time. */
export function dropUntil(buckets: TimeBuckets, time: number) {
  let at = 0;
  while (at < buckets.length && buckets[at] <= time) at += 2;
  buckets.splice(0, at);
}

export function sumOf(buckets: TimeBuckets): number {
  let sum = 0;
  for (let at = 1; at < buckets.length; at += 2) sum += buckets[at];
  return sum;
}

function joinFirst(buckets: TimeBuckets) {
  const [, first] = buckets.splice(0, 2);
  buckets[1] += first;
}

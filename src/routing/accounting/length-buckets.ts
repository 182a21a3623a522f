/** Buckets to the octave: a length that is told from its bucket is wrong by at most a twentieth. */
const STEPS = 8;

/** The bucket in which a call of this length is counted: 0 below a second, then eight to each doubling. */
export function lengthBucketOf(durationMs: number): number {
  return durationMs < 1000 ? 0 : 1 + Math.floor(STEPS * Math.log2(durationMs / 1000));
}

/** The length in milliseconds that stands for the calls of a bucket: the middle one, as ratios go. */
export function lengthOfBucket(bucket: number): number {
  return bucket === 0 ? 500 : Math.round(1000 * 2 ** ((bucket - 0.5) / STEPS));
}

/**
 * How long the calls of a destination lasted, and how many never told. A histogram of half octaves that forgets: a call
 * weighs less with each thousand that follow. Integers throughout, so that equal histories give equal answers.
 */
export interface CallLengths {
  /** The weight of the calls in each bucket, from the shortest on; what is missing at the end is 0. */
  readonly weights: number[];
  /** The sum of the weights. */
  total: number;
  /** The weight of the calls that nobody completed. */
  lost: number;
}

/** What a call weighs at first: enough for its last part to be lost late. */
export const CALL_WEIGHT = 16;

/** So many calls are remembered, half of them more and more faintly. */
const MEMORY = 2048;

/** Buckets end at 1, 1.5, 2, 3, 4, 6, 8, … seconds; the last one has everything longer than six days. */
const BUCKETS = 41;

/** Tenths of a second keep a day's worth of sums exact. */
const EDGES = Array.from({ length: BUCKETS + 1 }, (_, bucket) => edgeOf(bucket));

/** All of it, where parts are counted in basis points. */
const WHOLE = 10_000;

export function noLengths(): CallLengths {
  return { weights: [], total: 0, lost: 0 };
}

export function addLength(lengths: CallLengths, durationMs: number) {
  const bucket = bucketOf(durationMs);
  while (lengths.weights.length <= bucket) lengths.weights.push(0);
  lengths.weights[bucket] += CALL_WEIGHT;
  lengths.total += CALL_WEIGHT;
  fade(lengths);
}

export function addLost(lengths: CallLengths) {
  lengths.lost += CALL_WEIGHT;
  fade(lengths);
}

/** The mean duration in seconds; there must be a call. */
export function meanSeconds({ weights, total }: CallLengths): number {
  return Math.max(1, Math.floor(areaOf(weights) / (20 * total)));
}

/**
 * For how many seconds an attempt has to count, completed or not, so that it counts for as long as calls last on
 * average, when a part of the attempts (in basis points) is never completed: the T with
 * (1 − part)·E[min(X, T)] + part·T = E[X]. There must be a call.
 */
export function countingSeconds({ weights, total }: CallLengths, lostPart: number): number {
  const whole = areaOf(weights);
  let [passed, left, before] = [0, total, -WHOLE * whole];
  for (const [bucket, weight] of weights.entries()) {
    const [from, to] = [EDGES[bucket], EDGES[bucket + 1]];
    passed += weight * (from + to);
    left -= weight;
    const counted = (WHOLE - lostPart) * (passed + 2 * to * left) + lostPart * 2 * to * total;
    const after = counted - WHOLE * whole;
    if (after >= 0) return Math.max(1, Math.floor((from + ((to - from) * -before) / (after - before)) / 10));
    before = after;
  }
  return Math.floor(EDGES[weights.length] / 10);
}

/** Twice the sum of all durations, in tenths of a second times their weights. */
function areaOf(weights: readonly number[]): number {
  let area = 0;
  for (let bucket = 0; bucket < weights.length; bucket++) {
    area += weights[bucket] * (EDGES[bucket] + EDGES[bucket + 1]);
  }
  return area;
}

function fade(lengths: CallLengths) {
  if (lengths.total + lengths.lost < MEMORY * CALL_WEIGHT) return;
  const { weights } = lengths;
  for (let bucket = 0; bucket < weights.length; bucket++) weights[bucket] >>= 1;
  lengths.total = weights.reduce((sum, weight) => sum + weight, 0);
  lengths.lost >>= 1;
}

function bucketOf(durationMs: number): number {
  const seconds = Math.floor(durationMs / 1000);
  if (seconds < 1) return 0;
  const octave = 31 - Math.clz32(seconds);
  const upper = durationMs >= 1500 * 2 ** octave ? 1 : 0;
  return Math.min(BUCKETS - 1, 1 + 2 * octave + upper);
}

function edgeOf(bucket: number): number {
  if (bucket === 0) return 0;
  const octave = (bucket - 1) >> 1;
  return (bucket % 2 === 1 ? 10 : 15) * 2 ** octave;
}

import { WHOLE } from '../../src/routing/route-group.ts';

/** Hundredths of a call: how finely the distribution of deviations is kept. */
const RESOLUTION = 100;

/** Calls in progress and what they should be, by position. */
export interface Scene {
  readonly calls: readonly number[];
  /** Basis points. */
  readonly shares: readonly number[];
}

function sumOf(calls: readonly number[]): number {
  let sum = 0;
  for (const each of calls) sum += each;
  return sum;
}

/** Total variation distance of the shares of calls in progress from the percents: the part that is misplaced. */
export function totalVariation({ calls, shares }: Scene): number {
  const all = sumOf(calls);
  if (all === 0) return 0;
  let misplaced = 0;
  for (let at = 0; at < calls.length; at++) misplaced += Math.abs(calls[at] / all - shares[at] / WHOLE);
  return misplaced / 2;
}

/** The largest distance of any destination's calls in progress from its share of them, in calls. */
export function deviation({ calls, shares }: Scene): number {
  const all = sumOf(calls);
  let largest = 0;
  for (let at = 0; at < calls.length; at++) {
    largest = Math.max(largest, Math.abs(calls[at] - (all * shares[at]) / WHOLE));
  }
  return largest;
}

/** A quantity over time: each value counts for as long as it held. */
export class TimeAverage {
  #seconds = 0;
  #sum = 0;
  readonly #histogram: number[] = [];

  add(value: number, seconds: number) {
    this.#seconds += seconds;
    this.#sum += value * seconds;
    const bin = Math.floor(value * RESOLUTION);
    this.#histogram[bin] = (this.#histogram[bin] ?? 0) + seconds;
  }

  get mean(): number {
    return this.#sum / this.#seconds;
  }

  /** The value that was not exceeded during this part of the time. */
  quantile(part: number): number {
    let passed = 0;
    const bin = this.#histogram.findIndex((seconds = 0) => (passed += seconds) >= part * this.#seconds);
    return (bin + 1) / RESOLUTION;
  }
}

/** Each destination's long-run share of the calls in progress. */
export class LongRunShares {
  readonly #callSeconds: number[] = [];

  add({ calls }: Scene, seconds: number) {
    for (let at = 0; at < calls.length; at++) {
      this.#callSeconds[at] = (this.#callSeconds[at] ?? 0) + calls[at] * seconds;
    }
  }

  /** The shares among the destinations from this position on; they sum to 1. */
  from(first = 0): number[] {
    const chosen = this.#callSeconds.slice(first);
    const sum = chosen.reduce((total, each) => total + each, 0);
    return chosen.map((each) => each / sum);
  }

  /** The largest relative error of a share against these basis points. */
  largestError(basisPoints: readonly number[]): number {
    return Math.max(...this.from().map((share, index) => Math.abs((share * WHOLE) / basisPoints[index] - 1)));
  }
}

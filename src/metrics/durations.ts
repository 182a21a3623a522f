import type { Metric, Sample } from './metric.ts';

/** Upper bounds in seconds: from a commit on a fast disk to longer than a voice platform waits (7 s). */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const BOUNDS_MS = BOUNDS.map((seconds) => seconds * 1000);

/** Counts durations by how long they were. */
export class Durations {
  /** The last one is for those above every bound. */
  readonly #counts = new Array<number>(BOUNDS.length + 1).fill(0);
  #sumMs = 0;

  add(durationMs: number) {
    let bucket = 0;
    while (durationMs > BOUNDS_MS[bucket]) bucket += 1;
    this.#counts[bucket] += 1;
    this.#sumMs += durationMs;
  }

  /** As a histogram in seconds. */
  metric(name: string, help: string): Metric {
    let count = 0;
    const buckets = this.#counts.map((inBucket, index): Sample => {
      count += inBucket;
      return { suffix: '_bucket', labels: { le: BOUNDS[index] ?? '+Inf' }, value: count };
    });
    const sum: Sample = { suffix: '_sum', value: this.#sumMs / 1000 };
    return { name, type: 'histogram', help, samples: [...buckets, sum, { suffix: '_count', value: count }] };
  }
}

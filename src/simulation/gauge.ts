/** A number that changes over time: its mean and its peak since the start. Times in milliseconds. */
export class Gauge {
  #value = 0;
  #peak = 0;
  #area = 0;
  #atMs: number;

  constructor(private readonly startMs: number) {
    this.#atMs = startMs;
  }

  add(difference: number, nowMs: number) {
    this.close(nowMs);
    this.#value += difference;
    this.#peak = Math.max(this.#peak, this.#value);
  }

  /** Accounts for the time until now. */
  close(nowMs: number) {
    this.#area += this.#value * (nowMs - this.#atMs);
    this.#atMs = nowMs;
  }

  get mean(): number {
    const passedMs = this.#atMs - this.startMs;
    return passedMs > 0 ? this.#area / passedMs : 0;
  }

  get peak(): number {
    return this.#peak;
  }
}

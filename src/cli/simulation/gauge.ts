/** A number that changes over time: its mean and its peak. Times in milliseconds from 0 on. */
export class Gauge {
  #value = 0;
  #peak = 0;
  #area = 0;
  #atMs = 0;

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
    return this.#atMs > 0 ? this.#area / this.#atMs : 0;
  }

  get peak(): number {
    return this.#peak;
  }
}

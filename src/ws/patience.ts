/** What is said of work that took too long. */
export const LATE = Symbol('late');

interface Wait {
  readonly dueMs: number;
  readonly giveUp: () => void;
}

/**
 * Waits for work, but not for ever. One timer looks after everything that is waited for: a timer of its own would
 * cost a request more than the reading of its body.
 */
export class Patience {
  readonly #limitMs: number;
  /** The oldest first. */
  readonly #waits = new Set<Wait>();
  #watching = false;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Answers and fails as the work does, or answers `LATE` after the limit; the work itself goes on. */
  wait<Result>(work: Promise<Result>): Promise<Result | typeof LATE> {
    return new Promise((resolve, reject) => {
      const wait = { dueMs: performance.now() + this.#limitMs, giveUp: () => resolve(LATE) };
      this.#waits.add(wait);
      if (!this.#watching) this.#watch(this.#limitMs);
      const done = () => this.#waits.delete(wait);
      work.then((result) => (done(), resolve(result)), (error) => (done(), reject(error)));
    });
  }

  /** The timer runs out even when the work was done before, so that a busy server starts one every few seconds. */
  #watch(delayMs: number) {
    this.#watching = true;
    Deno.unrefTimer(setTimeout(() => this.#giveUpDue(), delayMs));
  }

  #giveUpDue() {
    this.#watching = false;
    const nowMs = performance.now();
    for (const wait of this.#waits) {
      if (wait.dueMs > nowMs) return this.#watch(wait.dueMs - nowMs);
      this.#waits.delete(wait);
      wait.giveUp();
    }
  }
}

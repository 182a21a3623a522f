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
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Answers and fails as the work does, or answers `LATE` after the limit; the work itself goes on. */
  wait<Result>(work: Promise<Result>): Promise<Result | typeof LATE> {
    return new Promise((resolve, reject) => {
      const wait = { dueMs: performance.now() + this.#limitMs, giveUp: () => resolve(LATE) };
      this.#waits.add(wait);
      this.#timer ??= setTimeout(() => this.#giveUpDue(), this.#limitMs);
      work.then(resolve, reject).finally(() => this.#forget(wait));
    });
  }

  #forget(wait: Wait) {
    this.#waits.delete(wait);
    if (this.#waits.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #giveUpDue() {
    this.#timer = undefined;
    const nowMs = performance.now();
    for (const wait of this.#waits) {
      if (wait.dueMs > nowMs) {
        this.#timer = setTimeout(() => this.#giveUpDue(), wait.dueMs - nowMs);
        return;
      }
      this.#waits.delete(wait);
      wait.giveUp();
    }
  }
}

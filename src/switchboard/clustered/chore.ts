import type { Log } from '../../log.ts';

/** Work that is done every so often, never twice at once. What fails now is tried again the next time. */
export class Chore {
  readonly #work: () => Promise<void>;
  readonly #log: Log;
  readonly #timer: ReturnType<typeof setInterval>;
  #underWay: Promise<void> | undefined;

  constructor(work: () => Promise<void>, everyMs: number, log: Log) {
    this.#work = work;
    this.#log = log;
    this.#timer = setInterval(() => this.#underWay ??= this.#do(), everyMs);
  }

  /** Ends when the work that is under way is done. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#underWay;
  }

  async #do() {
    try {
      await this.#work();
    } catch (error) {
      this.#log.debug('The upkeep of the switchboard was interrupted.', { reason: String(error) });
    }
    this.#underWay = undefined;
  }
}

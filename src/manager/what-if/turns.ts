/** Lets one piece of work happen at a time, and a few wait for their turn. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #taken = 0;

  constructor(private readonly most: number) {}

  /**
   * Does the work when its turn has come, and answers what it answers; undefined at once when too many wait already.
   * Rejects with the signal's reason when it aborts before.
   */
  take<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> | undefined {
    if (this.#taken >= this.most) return undefined;
    this.#taken += 1;
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    }).finally(() => this.#taken -= 1);
    this.#last = turn.then(() => {}, () => {});
    return turn;
  }
}

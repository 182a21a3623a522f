/** Ids in a block: as many as a busy node gives in hours, so that it has enough while the database is away. */
export const BLOCK = 2 ** 26;

/** Gives attempts ids that no other node gives, from blocks that the database hands out one by one. */
export class AttemptIds {
  #next: number;
  #spare: number | undefined;

  /** `block` is the number of the node's first block. */
  constructor(block: number) {
    this.#next = block * BLOCK;
  }

  /** True when the present block is half used and none waits behind it. */
  get wantsSpare(): boolean {
    return this.#spare === undefined && this.#next % BLOCK > BLOCK / 2;
  }

  addSpare(block: number) {
    this.#spare = block;
  }

  /** Throws when every id is used: the database has been away for more than thirty million attempts. */
  next(): number {
    if (this.#next % BLOCK === BLOCK - 1) this.#turnToSpare();
    return this.#next++;
  }

  #turnToSpare() {
    if (this.#spare === undefined) throw new Error('No attempt ids are left until the database is back.');
    this.#next = this.#spare * BLOCK;
    this.#spare = undefined;
  }
}

/** What is going to happen, by its time: a binary heap of parallel arrays, as millions of calls pass through it. */
export class Departures<Item> {
  readonly #times: number[] = [];
  readonly #items: Item[] = [];

  /** When the next thing happens; Infinity if there is none. */
  get next(): number {
    return this.#times.length > 0 ? this.#times[0] : Infinity;
  }

  add(time: number, item: Item) {
    let at = this.#times.length;
    for (let parent = (at - 1) >> 1; at > 0 && this.#times[parent] > time; parent = (at - 1) >> 1) {
      this.#put(at, this.#times[parent], this.#items[parent]);
      at = parent;
    }
    this.#put(at, time, item);
  }

  /** Takes out what happens next. There must be something. */
  take(): Item {
    const first = this.#items[0];
    const [time, item] = [this.#times.pop()!, this.#items.pop()!];
    if (this.#times.length > 0) this.#sink(time, item);
    return first;
  }

  #sink(time: number, item: Item) {
    const count = this.#times.length;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && this.#times[child + 1] < this.#times[child]) child += 1;
      if (this.#times[child] >= time) break;
      this.#put(at, this.#times[child], this.#items[child]);
      at = child;
    }
    this.#put(at, time, item);
  }

  #put(at: number, time: number, item: Item) {
    this.#times[at] = time;
    this.#items[at] = item;
  }
}

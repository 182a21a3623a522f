/** Calls in progress by the time they end: a binary heap of parallel arrays, as millions pass through it. */
export class Departures {
  readonly #times: number[] = [];
  readonly #destinations: number[] = [];

  /** When the next call ends; Infinity if there is none. */
  get next(): number {
    return this.#times.length > 0 ? this.#times[0] : Infinity;
  }

  add(time: number, destination: number) {
    let at = this.#times.length;
    for (let parent = (at - 1) >> 1; at > 0 && this.#times[parent] > time; parent = (at - 1) >> 1) {
      this.#put(at, this.#times[parent], this.#destinations[parent]);
      at = parent;
    }
    this.#put(at, time, destination);
  }

  /** Takes out the call that ends next and answers its destination. There must be one. */
  take(): number {
    const first = this.#destinations[0];
    const [time, destination] = [this.#times.pop()!, this.#destinations.pop()!];
    if (this.#times.length > 0) this.#sink(time, destination);
    return first;
  }

  #sink(time: number, destination: number) {
    const count = this.#times.length;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && this.#times[child + 1] < this.#times[child]) child += 1;
      if (this.#times[child] >= time) break;
      this.#put(at, this.#times[child], this.#destinations[child]);
      at = child;
    }
    this.#put(at, time, destination);
  }

  #put(at: number, time: number, destination: number) {
    this.#times[at] = time;
    this.#destinations[at] = destination;
  }
}

interface Entry {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

/** What is going to happen, and when: a binary heap. What is due at the same time happens in the order of booking. */
export class Agenda {
  readonly #entries: Entry[] = [];
  #booked = 0;

  /** When the next thing happens; Infinity when nothing will. */
  get nextMs(): number {
    return this.#entries[0]?.atMs ?? Infinity;
  }

  book(atMs: number, happen: () => void) {
    const entries = this.#entries;
    let hole = entries.push({ atMs, order: this.#booked++, happen }) - 1;
    const entry = entries[hole];
    for (
      let parent = (hole - 1) >> 1;
      hole > 0 && isBefore(entry, entries[parent]);
      parent = (hole - 1) >> 1
    ) {
      entries[hole] = entries[parent];
      hole = parent;
    }
    entries[hole] = entry;
  }

  /** Lets the next thing happen. There must be one. */
  proceed() {
    const [first] = this.#entries;
    const last = this.#entries.pop()!;
    if (this.#entries.length > 0) this.#sink(last);
    first.happen();
  }

  #sink(entry: Entry) {
    const entries = this.#entries;
    let hole = 0;
    for (let child = 1; child < entries.length; child = 2 * hole + 1) {
      if (child + 1 < entries.length && isBefore(entries[child + 1], entries[child])) child += 1;
      if (!isBefore(entries[child], entry)) break;
      entries[hole] = entries[child];
      hole = child;
    }
    entries[hole] = entry;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

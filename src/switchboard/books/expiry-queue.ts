import type { Entry } from './entry.ts';

/**
 * Entries by the second in which they are due: adding, removing and finding the next due one cost the same however
 * many wait (a timing wheel: Varghese and Lauck, 1987, with a map for its slots).
 */
export class ExpiryQueue {
  /** The first entry of each second's list. */
  readonly #buckets = new Map<number, Entry>();
  #nextSecond: number;
  #size = 0;

  constructor(nowMs: number) {
    this.#nextSecond = Math.ceil(nowMs / 1000);
  }

  get size(): number {
    return this.#size;
  }

  /** The entry will be due in the first whole second at or after `dueMs`; at the next look when that is past. */
  add(entry: Entry, dueMs: number) {
    entry.dueSecond = Math.max(Math.ceil(dueMs / 1000), this.#nextSecond);
    const first = this.#buckets.get(entry.dueSecond);
    entry.before = undefined;
    entry.after = first;
    if (first) first.before = entry;
    this.#buckets.set(entry.dueSecond, entry);
    this.#size += 1;
  }

  /** Takes an entry out, if it is in. */
  remove(entry: Entry) {
    const { before, after, dueSecond } = entry;
    if (dueSecond === 0) return;
    if (after) after.before = before;
    if (before) before.after = after;
    else if (after) this.#buckets.set(dueSecond, after);
    else this.#buckets.delete(dueSecond);
    entry.before = entry.after = undefined;
    entry.dueSecond = 0;
    this.#size -= 1;
  }

  /** The entry of this attempt, if it is due at `dueMs` and was added before then. */
  find(attemptId: number, dueMs: number): Entry | undefined {
    let entry = this.#buckets.get(Math.ceil(dueMs / 1000));
    while (entry && entry.id !== attemptId) entry = entry.after;
    return entry;
  }

  /** Takes out at most `limit` entries that are due. */
  takeDue(nowMs: number, limit: number): Entry[] {
    const due: Entry[] = [];
    while (this.#nextSecond * 1000 <= nowMs && due.length < limit) {
      const entry = this.#buckets.get(this.#nextSecond);
      if (entry === undefined) {
        this.#nextSecond += 1;
      } else {
        this.remove(entry);
        due.push(entry);
      }
    }
    return due;
  }

  /** Takes out the `count` entries that are due first. */
  takeEarliest(count: number): Entry[] {
    const taken: Entry[] = [];
    for (let second = this.#nextSecond; taken.length < count && this.#size > 0; second++) {
      for (let entry = this.#buckets.get(second); entry && taken.length < count; entry = entry.after) {
        taken.push(entry);
      }
    }
    for (const entry of taken) this.remove(entry);
    return taken;
  }
}

import type { StoredEvent } from '../event-feed.ts';
import type { EventHistory } from './event-history.ts';

/** No transaction of the switchboard's takes nearly as long from its first row to its commit. */
const LATE_MS = 10_000;

/** How many ids before the last one may belong to transactions that have not committed. */
const LATE_IDS = 100;

/** How many events one statement reads. */
const PAGE = 200;

/**
 * Follows what happens from now on: every event once, also those that become visible after one with a higher id, as
 * happens in PostgreSQL.
 */
export class EventTail {
  readonly #events: Pick<EventHistory, 'since' | 'lastId'>;
  readonly #now: () => number;
  /** Everything up to this id is visible or never will be. */
  #settledId = 0;
  /** When each later event was seen first, in the order of the ids. */
  #seen = new Map<number, number>();

  private constructor(events: Pick<EventHistory, 'since' | 'lastId'>, now: () => number) {
    this.#events = events;
    this.#now = now;
  }

  /** What is visible now counts as seen. Throws when storage fails. `now` is in milliseconds, since whenever. */
  static async open(
    events: Pick<EventHistory, 'since' | 'lastId'>,
    now = () => performance.now(),
  ): Promise<EventTail> {
    const tail = new EventTail(events, now);
    tail.#settledId = Math.max(0, await events.lastId() - LATE_IDS);
    await tail.next();
    return tail;
  }

  /** The events that have become visible since, in the order of their ids. Throws when storage fails. */
  async next(): Promise<StoredEvent[]> {
    const nowMs = this.#now();
    const visible = await this.#visible();
    const news = visible.filter(({ id }) => !this.#seen.has(id));
    this.#seen = new Map(visible.map(({ id }) => [id, this.#seen.get(id) ?? nowMs]));
    this.#settle(nowMs - LATE_MS);
    return news;
  }

  async #visible(): Promise<StoredEvent[]> {
    const found: StoredEvent[] = [];
    let page: readonly StoredEvent[];
    do {
      page = await this.#events.since(found.at(-1)?.id ?? this.#settledId, PAGE);
      found.push(...page);
    } while (page.length === PAGE);
    return found;
  }

  /** Whatever was seen so long ago has all its predecessors. */
  #settle(untilMs: number) {
    for (const [id, seenMs] of this.#seen) {
      if (seenMs > untilMs) continue;
      this.#settledId = Math.max(this.#settledId, id);
    }
    for (const id of this.#seen.keys()) if (id <= this.#settledId) this.#seen.delete(id);
  }
}

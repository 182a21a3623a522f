import { setImmediate } from 'node:timers/promises';
import type { Deliveries } from '../../directory/webhooks/deliveries.ts';
import type { EventSource, SourceEvent } from './event-source.ts';

export interface SourceReaderOptions {
  readonly source: EventSource;
  readonly deliveries: Pick<Deliveries, 'position' | 'advance'>;
  /** For how long a lower id may still become visible after a higher one. */
  readonly overlapMs: number;
  readonly now: () => Date;
}

/** How many events one statement reads. */
const PAGE = 200;

/** Reads a source to its end, again and again. Every event is handed over at least once, and at best once. */
export class SourceReader {
  readonly #options: SourceReaderOptions;
  /** Nothing at or before it is read again. */
  #settled: number | undefined;
  /** When each event after that was read first. */
  readonly #seen = new Map<number, number>();

  constructor(options: SourceReaderOptions) {
    this.#options = options;
  }

  /** Hands over what nobody here has read. What `handle` throws on comes once more with the next call. */
  async read(handle: (events: readonly SourceEvent[]) => Promise<void>): Promise<void> {
    const { source, deliveries, now } = this.#options;
    this.#settled ??= await deliveries.position(source.name);
    let after = this.#settled;
    while (true) {
      const page = await source.since(after, PAGE);
      const fresh = page.filter(({ id }) => !this.#seen.has(id));
      if (fresh.length > 0) await handle(fresh);
      for (const { id } of fresh) this.#seen.set(id, now().getTime());
      if (page.length < PAGE) break;
      after = page.at(-1)!.id;
      await setImmediate();
    }
    await this.#settle();
  }

  /** Up to the first event that was not there long enough, no lower id can become visible any more. */
  async #settle() {
    const { source, deliveries, overlapMs, now } = this.#options;
    const latest = now().getTime() - overlapMs;
    const ids = [...this.#seen.keys()].sort((one, other) => one - other);
    const open = ids.findIndex((id) => this.#seen.get(id)! > latest);
    const settled = open === -1 ? ids : ids.slice(0, open);
    const last = settled.at(-1);
    if (last === undefined) return;
    await deliveries.advance(source.name, last);
    for (const id of settled) this.#seen.delete(id);
    this.#settled = last;
  }
}

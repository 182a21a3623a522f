import { setTimeout as delay } from 'node:timers/promises';
import type { StoredEvent } from '../../history/event-feed.ts';
import type { EventHistory } from '../../history/events/event-history.ts';
import { EventTail } from '../../history/events/event-tail.ts';
import type { Log } from '../../log.ts';

/** How long a look waits for storage: live states come without it, and what is late comes with a later look. */
const PATIENCE_MS = 500;

/** Looks for new events, once for all who watch. Storage that fails is told once, and tried again at the next look. */
export class EventWatch {
  readonly #events: EventHistory;
  readonly #log: Log;
  #tail: Promise<EventTail> | undefined;
  #reading: Promise<void> | undefined;
  #news: StoredEvent[] = [];
  #isFailing = false;

  constructor(events: EventHistory, log: Log) {
    this.#events = events;
    this.#log = log;
  }

  /** Begins with what happens from now on, if storage answers in time; goes on where it is when it has begun. */
  async begin(): Promise<void> {
    if (this.#tail === undefined) await this.#look();
  }

  /** What has happened since the last look. */
  async look(): Promise<readonly StoredEvent[]> {
    await this.#look();
    const news = this.#news;
    this.#news = [];
    return news;
  }

  /** Nobody watches any longer. */
  end() {
    this.#tail = undefined;
    this.#news = [];
  }

  async #look() {
    this.#reading ??= this.#read().finally(() => this.#reading = undefined);
    await Promise.race([this.#reading, delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  async #read() {
    const tail = this.#tail ??= EventTail.open(this.#events);
    try {
      const news = await (await tail).next();
      if (this.#tail === tail) this.#news.push(...news);
      this.#isFailing = false;
    } catch (error) {
      this.#failed(tail, error);
    }
  }

  /** A tail that could not be opened is opened anew; one that was, goes on. */
  #failed(tail: Promise<EventTail>, error: unknown) {
    tail.catch(() => {
      if (this.#tail === tail) this.#tail = undefined;
    });
    if (!this.#isFailing) this.#log.warn('The live view can not read events.', { error: String(error) });
    this.#isFailing = true;
  }
}

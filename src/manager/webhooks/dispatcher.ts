import type { Claimed, Deliveries } from '../../directory/webhooks/deliveries.ts';
import type { Webhooks } from '../../directory/webhooks/webhooks.ts';
import type { Log } from '../../log.ts';
import type { EventSource } from './event-source.ts';
import { queueEvents } from './queue-events.ts';
import { settleTry, type SettlingOptions } from './settle-try.ts';
import { SourceReader } from './source-reader.ts';
import { tryDelivery, type TryingOptions } from './try-delivery.ts';

export interface DispatcherOptions extends TryingOptions, SettlingOptions {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  readonly sources: readonly EventSource[];
  /** For how long a source may show a lower id after a higher one. */
  readonly overlapMs: number;
  readonly log: Log;
  /** The longest time without a look; for tests. */
  readonly lookMs?: number;
}

/** Sends what happens to webhooks, until it is closed. */
export interface Dispatcher {
  /** Looks at once. */
  wake(): void;
  /** Waits a little for what is on its way. What does not end in time is sent again, after the next start or by another node. */
  close(): Promise<void>;
}

const LOOK_MS = 1000;

/** How many requests a node has on their way at most. Of each webhook it is one: its events come in their order. */
const MOST_AT_ONCE = 16;

/** Far more than a try takes: then its node is gone, or its database was, and another one tries. */
export const LEASE_MS = 60_000;

/** A webhook that failed rests, on this node: others have their turn, however many of its events wait. */
const REST_MS = 10_000;

/** For how many days deliveries are kept. */
export const DELIVERY_DAYS = 14;

const DAY_MS = 24 * 3_600_000;

/** How often old deliveries are deleted, and how many at once: calls may be answered on the same thread. */
const CLEAN_EVERY_MS = 60_000;
const CLEAN_AT_ONCE = 50;

/** How long what is on its way may take after the end. */
const LAST_WAIT_MS = 3000;

export function startDispatcher(options: DispatcherOptions): Dispatcher {
  return new RunningDispatcher(options);
}

interface Reading {
  readonly source: EventSource;
  readonly reader: SourceReader;
}

class RunningDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #readers: readonly Reading[];
  readonly #underWay = new Map<number, Promise<void>>();
  /** Until when webhooks rest, in Unix milliseconds. */
  readonly #resting = new Map<number, number>();
  readonly #stop = new AbortController();
  readonly #looking: Promise<void>;
  #news = Promise.withResolvers<void>();
  #cleanAtMs = 0;
  #failing = false;
  #closed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#readers = options.sources.map((source) => ({
      source,
      reader: new SourceReader({ ...options, source }),
    }));
    this.#looking = this.#keepLooking();
  }

  wake() {
    this.#news.resolve();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.wake();
    await this.#looking;
    const late = setTimeout(() => this.#stop.abort(), LAST_WAIT_MS);
    await Promise.all(this.#underWay.values());
    clearTimeout(late);
  }

  async #keepLooking() {
    while (!this.#closed) {
      this.#news = Promise.withResolvers();
      await this.#lookOnce();
      const timer = setTimeout(this.#news.resolve, this.#options.lookMs ?? LOOK_MS);
      if (!this.#closed) await this.#news.promise;
      clearTimeout(timer);
    }
  }

  /** Each part is tried, whatever became of the others. Storage that is away is told once, and once when it is back. */
  async #lookOnce() {
    const { log } = this.#options;
    const parts = [
      ...this.#readers.map((each) => () => this.#queue(each)),
      () => this.#sendDue(),
      () => this.#clean(),
    ];
    const faults: unknown[] = [];
    for (const part of parts) await part().catch((error) => faults.push(error));
    const isFailing = faults.length > 0;
    if (isFailing && !this.#failing) log.warn('Webhooks wait.', { reason: String(faults[0]) });
    if (!isFailing && this.#failing) log.info('The database answers again: webhooks are sent.');
    this.#failing = isFailing;
  }

  async #queue({ source, reader }: Reading) {
    await reader.read((events) => queueEvents(source, events, this.#options));
  }

  async #sendDue() {
    const { deliveries, now } = this.#options;
    const at = now();
    for (const [id, until] of this.#resting) if (until <= at.getTime()) this.#resting.delete(id);
    const most = MOST_AT_ONCE - this.#underWay.size;
    if (most <= 0) return;
    const until = new Date(at.getTime() + LEASE_MS);
    const except = new Set([...this.#underWay.keys(), ...this.#resting.keys()]);
    for (const claimed of await deliveries.claim({ at, until, except, most })) {
      const { id } = claimed.webhook;
      const trying = this.#try(claimed).finally(() => {
        this.#underWay.delete(id);
        this.wake();
      });
      this.#underWay.set(id, trying);
    }
  }

  /** A result that can't be written is lost: then the delivery is sent once more, under the same id. */
  async #try(claimed: Claimed) {
    const { log, now } = this.#options;
    const tried = await tryDelivery(claimed, this.#stop.signal, this.#options);
    if (tried.state !== 'delivered') this.#resting.set(claimed.webhook.id, now().getTime() + REST_MS);
    try {
      await settleTry(claimed, tried, this.#options);
    } catch (error) {
      const { id: delivery } = claimed.delivery;
      log.warn('How a webhook was answered could not be noted.', { delivery, reason: String(error) });
    }
  }

  /** A full bite shows that there is more: the next look takes the next. */
  async #clean() {
    const { deliveries, now } = this.#options;
    const nowMs = now().getTime();
    if (nowMs < this.#cleanAtMs) return;
    const before = new Date(nowMs - DELIVERY_DAYS * DAY_MS);
    const deleted = await deliveries.deleteSome(before, CLEAN_AT_ONCE);
    if (deleted < CLEAN_AT_ONCE) this.#cleanAtMs = nowMs + CLEAN_EVERY_MS;
  }
}

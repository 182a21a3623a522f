import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../log.ts';
import type { Watch } from '../directory.ts';
import { CHANGE_CHANNEL } from '../engine.ts';
import { connectionTo } from './open-postgres.ts';

export interface ChangeFeedOptions {
  /** The database's address. */
  readonly url: string;
  readonly log: Log;
  /** How often to look even when nothing was announced. */
  readonly pollMs?: number;
}

/** An edit reaches every node within a second, even one that can't listen. */
const POLL_MS = 500;

/** How long after a failure we try to listen again. */
const LISTEN_AGAIN_MS = 500;

const CONNECT_MS = 5000;

/** Watches a directory on PostgreSQL: looks whenever a change is announced, and now and then in case that one was not. */
export function watchPostgres(options: ChangeFeedOptions): Watch {
  return (look) => new ChangeFeed(options, look);
}

class ChangeFeed {
  readonly #url: string;
  readonly #log: Log;
  readonly #pollMs: number;
  readonly #look: () => Promise<void>;
  readonly #looking: Promise<void>;
  #news = Promise.withResolvers<void>();
  #listener: Client | undefined;
  #failing = false;
  #closed = false;

  constructor({ url, log, pollMs = POLL_MS }: ChangeFeedOptions, look: () => Promise<void>) {
    this.#url = url;
    this.#log = log;
    this.#pollMs = pollMs;
    this.#look = look;
    this.#looking = this.#keepLooking();
    void this.#keepListening();
  }

  /** Waits for a look under way, not for a server that does not answer the listener's farewell. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#news.resolve();
    void this.#listener?.end();
    await this.#looking;
  }

  /** News that comes during a look may be too late for it: then the next look follows at once. */
  async #keepLooking() {
    while (!this.#closed) {
      this.#news = Promise.withResolvers();
      await this.#lookOnce();
      const poll = setTimeout(this.#news.resolve, this.#pollMs);
      if (!this.#closed) await this.#news.promise;
      clearTimeout(poll);
    }
  }

  /** A database that is away is told once, and once when it is back. */
  async #lookOnce() {
    try {
      await this.#look();
      if (this.#failing) this.#log.info('The database answers again: edits of other nodes are followed.');
      this.#failing = false;
    } catch (error) {
      const reason = String(error);
      if (!this.#failing) {
        this.#log.warn('The database does not answer: edits of other nodes wait.', { reason });
      }
      this.#failing = true;
    }
  }

  async #keepListening() {
    while (!this.#closed) {
      // Why it failed is of no interest here: looking goes on, and tells when that fails as well.
      await this.#listen().catch(() => {});
      if (!this.#closed) await delay(LISTEN_AGAIN_MS, undefined, { ref: false });
    }
  }

  /** Over, or failed, with its connection. */
  async #listen() {
    const client = new Client({ ...connectionTo(this.#url), connectionTimeoutMillis: CONNECT_MS });
    const over = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => {});
    client.on('notification', () => this.#news.resolve());
    this.#listener = client;
    try {
      await client.connect();
      await client.query(`listen ${CHANGE_CHANNEL}`);
      this.#news.resolve();
      await over;
    } finally {
      void client.end();
    }
  }
}

import type { BatchRows } from './batch.ts';
import type { FromJournal, ToJournal } from './journal-messages.ts';
import type { Retention } from '../retention.ts';
import type { StoreSettings } from './journal-store.ts';

/** The main thread's end of the journal's thread. Starts it when needed, and again should it ever die. */
export class JournalThread {
  #worker: Worker | undefined;
  #starting: Promise<void> | undefined;
  #reply: PromiseWithResolvers<void> | undefined;

  constructor(readonly settings: StoreSettings) {}

  /** Starts the thread unless it runs. Rejects when the file can't be opened. */
  async start(): Promise<void> {
    try {
      await (this.#starting ??= this.#start());
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** Commits a batch. Rejects with storage's own words when that fails. One at a time. */
  async write(rows: BatchRows): Promise<void> {
    await this.start();
    await this.#ask({ kind: 'write', rows });
  }

  /** Deletes what is older, a little at a time, when the thread has nothing better to do. */
  purge(retention: Retention) {
    this.#worker?.postMessage({ kind: 'purge', retention } satisfies ToJournal);
  }

  /** Closes the file and ends the thread. */
  async close(): Promise<void> {
    if (!this.#starting) return;
    await this.start();
    await this.#ask({ kind: 'close' });
    this.end();
  }

  /** Ends the thread as it is. */
  end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#starting = undefined;
  }

  #start(): Promise<void> {
    this.#worker = new Worker(import.meta.resolve('./journal-worker.ts'), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromJournal>) => {
      if (data.kind === 'done') this.#reply?.resolve();
      else this.#reply?.reject(new Error(data.message));
    };
    this.#worker.onerror = (event) => this.#died(event);
    return this.#ask({ kind: 'open', settings: this.settings });
  }

  #ask(message: ToJournal): Promise<void> {
    this.#reply = Promise.withResolvers<void>();
    this.#worker!.postMessage(message);
    return this.#reply.promise;
  }

  #died(event: ErrorEvent) {
    event.preventDefault();
    this.end();
    this.#reply?.reject(new Error(event.message));
  }
}

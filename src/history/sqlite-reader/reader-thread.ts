import { type FromReader, NO_ROWS, type Page, type ToReader } from './reader-messages.ts';
import type { SqliteReader } from './sqlite-reader-dialect.ts';

/** The main thread's end of the reading thread. Starts it when needed, and again should it ever die. */
export class ReaderThread implements SqliteReader {
  #worker: Worker | undefined;
  #reply: PromiseWithResolvers<Page> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @param program the worker's module */
  constructor(readonly program: string = import.meta.resolve('./reader-worker.ts')) {}

  /**
   * One thing after the other. Rejects in storage's words, or when the thread dies or is closed under it. What waits
   * while its signal is aborted is not done: nobody looks at its answer.
   */
  ask(message: ToReader, signal?: AbortSignal): Promise<Page> {
    const answer = this.#turn.then(() => signal?.aborted ? NO_ROWS : this.#send(message));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  /** Ends the thread. What it is about is rejected; SQLite's part of that still runs to its end, unseen. */
  async close(): Promise<void> {
    const isBusy = this.#reply !== undefined;
    const closing = isBusy || !this.#worker ? undefined : this.ask({ kind: 'close' });
    await closing?.catch(() => {});
    this.#isClosed = true;
    this.#end(new Error('The database was closed.'));
  }

  async #send(message: ToReader): Promise<Page> {
    if (this.#isClosed) throw new Error('The database was closed.');
    this.#worker ??= this.#start();
    this.#reply = Promise.withResolvers();
    try {
      this.#worker.postMessage(message);
      return await this.#reply.promise;
    } finally {
      this.#reply = undefined;
    }
  }

  #start(): Worker {
    const worker = new Worker(this.program, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
      if (data.kind === 'done') this.#reply?.resolve(data.page);
      else this.#reply?.reject(new Error(data.message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(`The reading thread died: ${event.message}`));
    };
    return worker;
  }

  #end(reason: Error) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#reply?.reject(reason);
  }
}

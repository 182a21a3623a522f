import { OpenStreams } from './open-streams.ts';
import { NO_ROWS, type Page, type ToReader } from './reader-messages.ts';
import { readAll } from './reading-statement.ts';
import type { SqliteReader } from './sqlite-reader-dialect.ts';

/** For how long nobody may read a stream on. */
const STREAM_PATIENCE_MS = 60_000;

/** Reads on the thread that it is called on. */
export class ReaderHere implements SqliteReader {
  readonly #streams = new OpenStreams(STREAM_PATIENCE_MS);

  // deno-lint-ignore require-await -- what reading throws is a rejection
  async ask(message: ToReader, signal?: AbortSignal): Promise<Page> {
    return signal?.aborted ? NO_ROWS : this.#pageFor(message) ?? NO_ROWS;
  }

  async close() {
    await this.ask({ kind: 'close' });
  }

  #pageFor(message: ToReader): Page | void {
    switch (message.kind) {
      case 'read':
        return readAll(message.reading);
      case 'begin':
        return this.#streams.begin(message.stream, message.reading);
      case 'next':
        return this.#streams.next(message.stream, message.most);
      case 'end':
        return this.#streams.end(message.stream);
      case 'close':
        return this.#streams.close();
    }
  }
}

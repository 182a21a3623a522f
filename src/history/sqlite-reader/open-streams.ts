import type { Page, Reading } from './reader-messages.ts';
import { ReadingStatement } from './reading-statement.ts';

interface Stream {
  readonly statement: ReadingStatement;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The streams that are being read, by their numbers. One that nobody has read on for some time is broken off: what is
 * written while a statement lasts can't leave the write-ahead log, which would fill the disk.
 */
export class OpenStreams {
  readonly #patienceMs: number;
  readonly #streams = new Map<number, Stream>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Throws in storage's words. */
  begin(number: number, reading: Reading) {
    this.#keep(number, new ReadingStatement(reading));
  }

  /** The next rows, `most` of them. Throws when reading broke off. */
  next(number: number, most: number): Page {
    const stream = this.#streams.get(number);
    if (!stream) throw new Error('The stream is over: nobody read on for too long, or its thread has ended.');
    clearTimeout(stream.timer);
    const page = stream.statement.next(most);
    this.#keep(number, stream.statement);
    return page;
  }

  end(number: number) {
    const stream = this.#streams.get(number);
    clearTimeout(stream?.timer);
    this.#streams.delete(number);
    stream?.statement.close();
  }

  close() {
    for (const number of this.#streams.keys()) this.end(number);
  }

  #keep(number: number, statement: ReadingStatement) {
    const timer = setTimeout(() => this.end(number), this.#patienceMs);
    this.#streams.set(number, { statement, timer });
  }
}

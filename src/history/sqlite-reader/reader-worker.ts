/**
 * The reading thread: a report over millions of rows takes its time here, while the main thread goes on answering calls.
 */
import { OpenStreams } from './open-streams.ts';
import { type FromReader, NO_ROWS, type Page, type ToReader } from './reader-messages.ts';
import { readAll } from './reading-statement.ts';

/** For how long nobody may read a stream on. */
const STREAM_PATIENCE_MS = 60_000;

declare const self: DedicatedWorkerGlobalScope;

const streams = new OpenStreams(STREAM_PATIENCE_MS);

self.onmessage = ({ data }: MessageEvent<ToReader>) => self.postMessage(answerTo(data));

function answerTo(message: ToReader): FromReader {
  try {
    return { kind: 'done', page: pageFor(message) ?? NO_ROWS };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function pageFor(message: ToReader): Page | void {
  switch (message.kind) {
    case 'read':
      return readAll(message.reading);
    case 'begin':
      return streams.begin(message.stream, message.reading);
    case 'next':
      return streams.next(message.stream, message.most);
    case 'end':
      return streams.end(message.stream);
    case 'close':
      return streams.close();
  }
}

/**
 * The reading thread: a search over millions of rows takes its time here, while the main thread goes on answering calls.
 */
import { ReaderHere } from './reader-here.ts';
import type { FromReader, ToReader } from './reader-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const reader = new ReaderHere();

self.onmessage = async ({ data }: MessageEvent<ToReader>) => self.postMessage(await answerTo(data));

async function answerTo(message: ToReader): Promise<FromReader> {
  try {
    return { kind: 'done', page: await reader.ask(message) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** The reading thread, with a statement that kills it. */
import type { ToReader } from '../../../src/history/sqlite-reader/reader-messages.ts';
import '../../../src/history/sqlite-reader/reader-worker.ts';

declare const self: DedicatedWorkerGlobalScope;

const DEADLY = 'select death';

const answer = self.onmessage!;

self.onmessage = (event: MessageEvent<ToReader>) => {
  if (event.data.kind === 'read' && event.data.reading.sql === DEADLY) throw new Error('too much for it');
  answer.call(self, event);
};

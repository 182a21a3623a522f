/**
 * The journal's thread: it commits while the main thread goes on answering, and when a disk hangs it alone hangs.
 */
import type { FromJournal, ToJournal } from './journal-messages.ts';
import { JournalStore } from './journal-store.ts';

/** Ended attempts are deleted in slices this small, so that a commit never waits long behind one. */
const PURGE_SLICE = 500;
const PURGE_PAUSE_MS = 50;

declare const self: DedicatedWorkerGlobalScope;

let store: JournalStore;

self.onmessage = ({ data }: MessageEvent<ToJournal>) => {
  if (data.kind === 'purge') return purge(data.beforeMs);
  self.postMessage(answerTo(data));
};

function answerTo(message: Exclude<ToJournal, { kind: 'purge' }>): FromJournal {
  try {
    if (message.kind === 'open') store = new JournalStore(message.settings);
    else if (message.kind === 'write') store.write(message.rows);
    else store.close();
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

/** What can't be deleted now is deleted when the next purge comes. */
function purge(beforeMs: number) {
  try {
    if (store.purge(beforeMs, PURGE_SLICE)) setTimeout(() => purge(beforeMs), PURGE_PAUSE_MS);
  } catch { /* a full or locked disk shows at the next write, which is answered */ }
}

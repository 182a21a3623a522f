/**
 * The journal's thread: it commits while the main thread goes on answering, and when a disk hangs it alone hangs.
 */
import type { FromJournal, ToJournal } from './journal-messages.ts';
import type { Retention } from '../retention.ts';
import { JournalStore } from './journal-store.ts';

/** What is old is deleted in slices this small, so that a commit never waits long behind one. */
const PURGE_SLICE = 500;
const PURGE_PAUSE_MS = 50;

declare const self: DedicatedWorkerGlobalScope;

let store: JournalStore;

self.onmessage = ({ data }: MessageEvent<ToJournal>) => {
  if (data.kind === 'purge') return purge(data.retention);
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
function purge(retention: Retention) {
  try {
    if (store.purge(retention, PURGE_SLICE)) setTimeout(() => purge(retention), PURGE_PAUSE_MS);
  } catch { /* a full or locked disk shows at the next write, which is answered */ }
}

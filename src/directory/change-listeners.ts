import type { Log } from '../log.ts';
import type { GroupChange } from './directory.ts';
import type { RevisedChange } from './revisions.ts';

type Listener = (change: GroupChange) => void;

/** Tells those who follow the directory each change once, in the order of the revisions. */
export class ChangeListeners {
  readonly #log: Log;
  readonly #listeners = new Set<Listener>();
  #told: number;

  /** `told` is the revision from which on changes are news. */
  constructor(told: number, log: Log) {
    this.#told = told;
    this.#log = log;
  }

  /** Up to this revision nothing remains to be told. */
  get told(): number {
    return this.#told;
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Returns how to stop. */
  add(listener: Listener): () => void {
    const own = (change: GroupChange) => listener(change);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** `changes` leave out none between `told`, as it is or as it was, and the last of them. */
  tell(changes: readonly RevisedChange[]) {
    for (const { revision, change } of changes) {
      if (revision <= this.#told) continue;
      this.#told = revision;
      for (const listener of this.#listeners) this.#tell(listener, change);
    }
  }

  /** The database was put back to an earlier state: what comes after this revision is news again. */
  rewind(revision: number) {
    this.#told = revision;
  }

  #tell(listener: Listener, change: GroupChange) {
    try {
      listener(change);
    } catch (error) {
      this.#log.error('A saved change did not reach every part of the service: restart it', {
        group: change.kind === 'configured' ? change.group.id : change.groupId,
        reason: String(error),
      });
    }
  }
}

import type { StoredAttempt } from '../books/books.ts';
import type { GroupState } from '../books/change-log.ts';
import type { SealedChanges } from './changes.ts';

/** What a batch has to see and to hold still while it decides. */
export interface Wanted {
  readonly groupIds: readonly number[];
  readonly sessions: readonly string[];
  readonly attemptIds: readonly number[];
  /** Whether this is to wait for all others who say the same. */
  readonly alone?: boolean;
}

/** What a batch sees, and nobody changes until it is written. */
export interface Loaded {
  /** By group id: those that were wanted, and those in which the attempts are. */
  readonly ledgers: ReadonlyMap<number, LoadedLedger>;
  /** The last attempts of the wanted sessions, and those of the wanted attempts that are not over. */
  readonly attempts: readonly StoredAttempt[];
}

export interface LoadedLedger {
  /** To be changed. */
  readonly state: GroupState;
  /** As it was, to see whether it has. */
  readonly stored: {
    readonly version: number;
    readonly tallies: string;
    readonly trouble: string | null;
  };
}

/** What a batch writes: the changes, and the ledgers on which they were decided. */
export interface BatchToWrite {
  readonly nodeId: string;
  readonly batch: number;
  readonly nowMs: number;
  readonly changes: SealedChanges;
  readonly ledgers: Loaded['ledgers'];
  /** Sessions whose early completions have been taken into account. */
  readonly settledSessions?: readonly string[];
}

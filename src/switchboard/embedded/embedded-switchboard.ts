import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import type {
  CompleteAnswer,
  CompleteRequest,
  GroupSnapshot,
  PlaceAnswer,
  PlaceRequest,
  ReleaseAnswer,
  ReleaseRequest,
  Switchboard,
  SwitchboardHealth,
} from '../switchboard.ts';
import type { Books } from '../books/books.ts';
import { lookAtGroups } from '../books/look-at-groups.ts';
import { placeAnswerOf, UNKNOWN_ROUTE } from '../place-answer.ts';
import { lockDirectory } from '../directory-lock.ts';
import { type SwitchboardObserver, unobserved } from '../observer.ts';
import { Journal } from './journal.ts';
import { JournalStore, type Sync } from './journal-store.ts';
import { restoreBooks } from './restore.ts';
import { retentionAt } from '../retention.ts';

export interface EmbeddedOptions {
  /** The folder of the database; it exists and is this process's alone. */
  readonly dataDir: string;
  /** The groups to start with. */
  readonly groups: readonly RouteGroup[];
  readonly log: Log;
  readonly observer?: SwitchboardObserver;
  readonly sync?: Sync;
  /** How long a commit waits while another program, such as a backup, holds the file. */
  readonly lockWaitMs?: number;
  /** For how long ended attempts and refusals are kept. */
  readonly historyDays?: number;
  /** For how long totals and events are kept. */
  readonly totalsDays?: number;
  /** How long an answer waits for its commit before it is given `degraded`. */
  readonly patienceMs?: number;
  /** How long after a failure storage is tried again. */
  readonly retryMs?: number;
  /** How many changes may wait in memory before the history of finished calls is given up. */
  readonly mostWaiting?: number;
  /** How often due attempts are looked for. */
  readonly expiryTickMs?: number;
  /** How often attempts past their history are deleted. */
  readonly purgeTickMs?: number;
  /** How long closing waits for storage to take what is outstanding. */
  readonly closingGraceMs?: number;
  /** Unix time in milliseconds. */
  readonly clock?: () => number;
}

/** The database's name in its folder. */
export const SWITCHBOARD_FILE = 'switchboard.db';

/**
 * Opens the switchboard of one process: ledgers in memory, every change in `switchboard.db` before its answer leaves.
 * Throws when the folder is in use by another process, or when its database can't be opened or is from a newer version.
 */
export function openEmbeddedSwitchboard(options: EmbeddedOptions): Switchboard {
  const unlock = lockDirectory(options.dataDir);
  try {
    return new EmbeddedSwitchboard({ ...DEFAULTS, ...options }, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

const DEFAULTS = {
  observer: unobserved,
  sync: 'FULL',
  lockWaitMs: 250,
  historyDays: 30,
  totalsDays: 400,
  patienceMs: 1000,
  retryMs: 1000,
  mostWaiting: 200_000,
  expiryTickMs: 1000,
  purgeTickMs: 60_000,
  closingGraceMs: 5000,
  clock: Date.now,
} as const;

class EmbeddedSwitchboard implements Switchboard {
  readonly #journal: Journal;
  readonly #books: Books;
  readonly #clock: () => number;
  readonly #unlock: () => void;
  readonly #timers: readonly ReturnType<typeof setInterval>[];
  readonly #closingGraceMs: number;
  #closed = false;

  constructor(options: Required<EmbeddedOptions>, unlock: () => void) {
    const { clock } = options;
    const file = join(options.dataDir, SWITCHBOARD_FILE);
    this.#clock = clock;
    this.#unlock = unlock;
    this.#closingGraceMs = options.closingGraceMs;
    this.#journal = new Journal({ ...options, file });
    const store = new JournalStore({ ...options, file });
    this.#books = restoreBooks(store, options.groups, this.#journal, clock());
    store.close();
    this.#journal.start();
    this.#timers = [
      setInterval(() => this.#expire(), options.expiryTickMs),
      setInterval(() => this.#journal.purge(retentionAt(clock(), options)), options.purgeTickMs),
    ];
  }

  async place({ accountId, key, session, outcome }: PlaceRequest): Promise<PlaceAnswer> {
    this.#assertOpen();
    const group = this.#books.route(accountId, key);
    if (group === undefined) return { ...UNKNOWN_ROUTE, degraded: this.#isDegraded() };
    const nowMs = this.#clock();
    const placement = this.#books.place(group.id, session, outcome, nowMs);
    const plan = this.#books.plan(placement, nowMs);
    return placeAnswerOf(placement, plan, !await this.#journal.settled());
  }

  async complete({ session, outcome, within }: CompleteRequest): Promise<CompleteAnswer> {
    this.#assertOpen();
    const groupId = within && this.#books.groupAt(within.accountId, within.key);
    if (within && groupId === undefined) return { completed: 0, degraded: this.#isDegraded() };
    const completed = this.#books.complete(session, groupId, outcome, this.#clock());
    return { completed, degraded: !await this.#journal.settled() };
  }

  async release({ accountId, attempts }: ReleaseRequest): Promise<ReleaseAnswer> {
    this.#assertOpen();
    const released = this.#books.release(accountId, attempts, this.#clock());
    return { released, degraded: !await this.#journal.settled() };
  }

  configure(group: RouteGroup) {
    this.#books.configure(group, this.#clock());
  }

  remove(groupId: number) {
    this.#books.remove(groupId);
  }

  snapshots(groupIds: readonly number[]): Promise<Map<number, GroupSnapshot>> {
    return lookAtGroups(groupIds, (id) => this.#books.snapshot(id, this.#clock()));
  }

  health(): SwitchboardHealth {
    return this.#journal.health();
  }

  async close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#journal.close(this.#closingGraceMs);
    this.#unlock();
  }

  async #expire() {
    while (!this.#closed && this.#books.expire(this.#clock())) await setImmediate();
  }

  #isDegraded(): boolean {
    return !this.#journal.health().durable;
  }

  #assertOpen() {
    if (this.#closed) throw new Error('The switchboard is closed.');
  }
}

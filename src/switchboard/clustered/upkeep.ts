import type { Log } from '../../log.ts';
import type { Books } from '../books/books.ts';
import { retentionAt } from '../retention.ts';
import { askedFor } from './asked-for.ts';
import type { AttemptIds } from './attempt-ids.ts';
import type { Batches } from './batches.ts';
import type { Changes } from './changes.ts';
import { Chore } from './chore.ts';
import type { ClusterReader } from './cluster-reader.ts';
import type { DatabaseClock } from './database-clock.ts';

export interface UpkeepOptions {
  readonly nodeId: string;
  readonly batches: Batches;
  readonly books: Books;
  readonly changes: Changes;
  readonly ids: AttemptIds;
  readonly reader: ClusterReader;
  readonly log: Log;
  readonly historyDays: number;
  readonly totalsDays: number;
  readonly expiryTickMs: number;
  readonly purgeTickMs: number;
  readonly clock: () => number;
  readonly databaseClock: DatabaseClock;
}

/** How many due attempts one batch ends, and how many old rows one statement deletes: calls never wait long behind them. */
const SLICE = 500;

/** A node that commits nothing else does so this often: it notices that the database is away, or back, before a call. */
const HEARTBEAT_MS = 2000;

/** How many sessions are remembered for the time when the database is away: about 60 MB. */
const MOST_REMEMBERED = 200_000;

/** What has to be done beside calls: every node does it, and none has to. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #chores: readonly Chore[];
  #isStopped = false;

  constructor(options: UpkeepOptions) {
    const { log, expiryTickMs, purgeTickMs } = options;
    this.#options = options;
    this.#chores = [
      new Chore(() => this.#tick(), expiryTickMs, log),
      new Chore(() => this.#purge(), purgeTickMs, log),
    ];
  }

  /** Ends when nothing is under way any longer. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#chores.map((chore) => chore.stop()));
  }

  async #tick() {
    const { batches, books, clock } = this.#options;
    if (!batches.isTogether) return await this.#expireAlone();
    while (books.dropDue(clock()));
    books.keepAtMost(MOST_REMEMBERED);
    await this.#expire();
    await this.#beat();
    await this.#provideIds();
  }

  async #expireAlone() {
    const { batches, books } = this.#options;
    await batches.ask({ decide: (nowMs) => void books.expire(nowMs) });
  }

  /** Nodes may find the same attempts due: whoever locks their ledgers first ends them. */
  async #expire() {
    const { batches, books, changes, reader, clock } = this.#options;
    let due: number[];
    do {
      due = await reader.dueAttempts(clock(), SLICE);
      if (due.length === 0) return;
      await batches.ask({
        attemptIds: due,
        decide(nowMs, loaded) {
          for (const stored of askedFor(due, loaded, changes)) {
            if (stored.dueMs <= nowMs) books.expireStored(stored, nowMs);
          }
        },
      });
    } while (due.length === SLICE && !this.#isStopped);
  }

  async #beat() {
    const { batches, clock } = this.#options;
    if (clock() - batches.lastCommitMs >= HEARTBEAT_MS) await batches.ask({ decide() {} });
  }

  async #provideIds() {
    const { ids, reader } = this.#options;
    if (ids.wantsSpare) ids.addSpare(await reader.nextBlock());
  }

  async #purge() {
    const { batches, reader, clock, databaseClock } = this.#options;
    if (!batches.isTogether) return;
    await databaseClock.adjust(reader);
    while (!this.#isStopped && await reader.purge(retentionAt(clock(), this.#options), SLICE));
    await reader.tidy(clock());
  }
}

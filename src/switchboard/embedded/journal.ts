import { setImmediate } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import type { SwitchboardObserver } from '../observer.ts';
import type { SwitchboardHealth } from '../switchboard.ts';
import { tellHappenings } from '../tell-happenings.ts';
import { Batch } from './batch.ts';
import type { ChangeLog, End, GroupState, Opening, RefusedCall } from '../books/change-log.ts';
import { degraded, type Happening } from '../happening.ts';
import { JournalThread } from './journal-thread.ts';
import type { Retention } from '../retention.ts';
import type { StoreSettings } from './journal-store.ts';

export interface JournalOptions extends StoreSettings {
  readonly log: Log;
  readonly observer: SwitchboardObserver;
  /** How long an answer waits for its commit before it is given without. */
  readonly patienceMs: number;
  /** How long after a failure storage is tried again. */
  readonly retryMs: number;
  /** How many changes may wait in memory before the history of calls that are over is given up. */
  readonly mostWaiting: number;
  /** Unix time in milliseconds. */
  readonly clock: () => number;
}

/** After a fault, answers wait for storage again once no more than this many changes are outstanding. */
const CAUGHT_UP = 1000;

const DURABLE = Promise.resolve(true);
const NOT_DURABLE = Promise.resolve(false);

/** A batch and those who wait for it: they get true when it is written, false when storage fails meanwhile. */
interface Commit {
  readonly batch: Batch;
  readonly durable: PromiseWithResolvers<boolean>;
}

/**
 * Writes changes in group commits: what arrives while one batch is being written is the next batch.
 * When storage fails or hangs nobody waits for it any longer: changes gather until it is back, and are written then.
 */
export class Journal implements ChangeLog {
  readonly #options: JournalOptions;
  readonly #thread: JournalThread;
  #gathering = newCommit();
  #writing: Commit | undefined;
  /** Resolves when all that was told is written; undefined when nothing is outstanding. */
  #run: Promise<void> | undefined;
  #fault: string | undefined;
  #failedAtMs = 0;
  #compactAt: number;

  constructor(options: JournalOptions) {
    const { file, sync, lockWaitMs } = options;
    this.#options = options;
    this.#thread = new JournalThread({ file, sync, lockWaitMs });
    this.#compactAt = options.mostWaiting;
  }

  /** Starts the thread, so that the first call does not wait for it. A fault shows at the first write. */
  start() {
    this.#thread.start().catch(() => {});
  }

  opened(opening: Opening) {
    this.#gathering.batch.opened(opening);
    this.#begin();
  }

  ended(end: End) {
    this.#gathering.batch.ended(end);
    this.#options.observer.ended(end.reason);
    this.#begin();
  }

  refused(call: RefusedCall) {
    this.#gathering.batch.refused(call);
    this.#begin();
  }

  rebalanced(groupId: number, state: GroupState) {
    this.#gathering.batch.rebalanced(groupId, state);
    this.#begin();
  }

  happened(happenings: readonly Happening[]) {
    tellHappenings(this.#options.log, happenings);
    this.#gathering.batch.happened(happenings);
    this.#begin();
  }

  remembered() {}

  forgotten() {}

  /** True once every change told so far is on disk; false when storage fails, without waiting for it. */
  settled(): Promise<boolean> {
    if (this.#fault !== undefined) return NOT_DURABLE;
    return this.#gathering.batch.isEmpty ? DURABLE : this.#gathering.durable.promise;
  }

  health(): SwitchboardHealth {
    const waiting = this.#gathering.batch.size + (this.#writing?.batch.size ?? 0);
    return { durable: this.#fault === undefined, detail: this.#fault ?? '', waiting };
  }

  purge(retention: Retention) {
    if (this.#fault === undefined) this.#thread.purge(retention);
  }

  /** Writes what is outstanding and closes the file; gives up after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const closed = Promise.resolve(this.#run).then(() => this.#thread.close());
    const late = delay(graceMs, 'late', { ref: false });
    if (await Promise.race([closed, late]) !== 'late') return;
    const { waiting, detail } = this.health();
    this.#options.log.error('Stopped before storage took every change: these are lost.', { waiting, detail });
    this.#thread.end();
  }

  #begin() {
    if (this.#run === undefined) this.#run = this.#writeAll();
    else if (this.#fault !== undefined) this.#compact();
  }

  /** The first batch is sealed at the end of the event loop's turn: with everything that arrived in it. */
  async #writeAll() {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (!this.#gathering.batch.isEmpty) {
      this.#writing = this.#gathering;
      this.#gathering = newCommit();
      await this.#write(this.#writing);
      this.#writing = undefined;
    }
    this.#run = undefined;
  }

  async #write({ batch, durable }: Commit) {
    const rows = batch.seal();
    const { patienceMs, retryMs } = this.#options;
    const patience = setTimeout(() => this.#failed(`no answer within ${patienceMs} ms`), patienceMs);
    while (!await this.#try(rows)) await delay(retryMs);
    clearTimeout(patience);
    durable.resolve(true);
    if (this.#fault !== undefined && this.#gathering.batch.size <= CAUGHT_UP) this.#recovered();
  }

  async #try(rows: ReturnType<Batch['seal']>): Promise<boolean> {
    const startMs = performance.now();
    try {
      await this.#thread.write(rows);
      this.#options.observer.committed(performance.now() - startMs);
      return true;
    } catch (error) {
      this.#failed((error as Error).message);
      return false;
    }
  }

  #failed(detail: string) {
    const isNew = this.#fault === undefined;
    this.#fault = detail;
    if (!isNew) return;
    this.#failedAtMs = this.#options.clock();
    this.#writing?.durable.resolve(false);
    this.#gathering.durable.resolve(false);
    this.#options.log.error('Storage fails: calls are answered from memory, marked degraded.', { detail });
  }

  #recovered() {
    this.#fault = undefined;
    this.#compactAt = this.#options.mostWaiting;
    this.#gathering = { batch: this.#gathering.batch, durable: Promise.withResolvers() };
    this.#options.log.info('Storage is back: every change is written.');
    this.happened([degraded(this.#failedAtMs, this.#options.clock())]);
  }

  /** Memory is finite: what is in progress is always kept, the history of what is over only up to a bound. */
  #compact() {
    const { batch } = this.#gathering;
    if (batch.size < this.#compactAt) return;
    const given = batch.forgetEnded();
    this.#compactAt = Math.max(this.#options.mostWaiting, batch.size * 2);
    this.#options.log.warn('Storage has failed for long: the history of finished calls was given up.', {
      calls: given,
    });
  }
}

function newCommit(): Commit {
  return { batch: new Batch(), durable: Promise.withResolvers() };
}

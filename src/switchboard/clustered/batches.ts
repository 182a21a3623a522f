import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import type { Books } from '../books/books.ts';
import { degraded } from '../happening.ts';
import type { SwitchboardObserver } from '../observer.ts';
import type { SwitchboardHealth } from '../switchboard.ts';
import { type Changes, endReasonsOf, NOTHING, type SealedChanges, sizeOf } from './changes.ts';
import { ClusterLink } from './cluster-link.ts';
import type { Loaded } from './loaded.ts';
import type { PendingEdits } from './pending-edits.ts';
import { playIn, type PlayInOptions, playLines } from './play-in.ts';
import { decideOn, type Question, type Request } from './request.ts';
import type { Spool } from './spool.ts';
import { tellHappenings } from '../tell-happenings.ts';
import { takeOver, wantedBy } from './take-over.ts';

export interface BatchesOptions {
  readonly url: string;
  readonly nodeId: string;
  readonly link: ClusterLink;
  readonly spool: Spool;
  readonly books: Books;
  readonly changes: Changes;
  readonly edits: PendingEdits;
  readonly log: Log;
  readonly observer: SwitchboardObserver;
  readonly patienceMs: number;
  readonly retryMs: number;
  readonly closingGraceMs: number;
  readonly clock: () => number;
}

/** Some requests on their way to being decided and kept. */
interface Batch {
  readonly number: number;
  readonly requests: readonly Request[];
  /** What the last decision changed; the database may or may not have it. */
  decided: SealedChanges | undefined;
}

/** More would hold locks for longer than it saves round trips. */
const MOST_IN_BATCH = 512;

/** After an absence, calls go to the database again once fewer than this many changes are still to be told. */
const CAUGHT_UP = 1000;

/** How long an answer waits for the spool's disk. */
const SPOOL_PATIENCE_MS = 200;

/**
 * Decides requests in batches, one after the other: what arrives while one is under way is the next. With the database
 * they are decided under its locks, together with all nodes; without it alone, on what is known here, and spooled.
 */
export class Batches {
  readonly #options: BatchesOptions;
  #link: ClusterLink | undefined;
  /** A new link, on which nearly everything has been told. */
  #arrived: ClusterLink | undefined;
  #queue: Request[] = [];
  /** Sessions that were played in: a completion may have come in the same moment. */
  #toCheck: string[] = [];
  #run: Promise<void> | undefined;
  #comingBack: Promise<void> = Promise.resolve();
  #fault = '';
  #lostAtMs = 0;
  #number = 0;
  #lastCommitMs = 0;
  #isClosed = false;

  constructor(options: BatchesOptions) {
    this.#options = options;
    this.#link = options.link;
  }

  /** Whether decisions are made with the database at this moment. */
  get isTogether(): boolean {
    return this.#link !== undefined;
  }

  /** When the database last took a batch, in milliseconds of Unix time; 0 before the first. */
  get lastCommitMs(): number {
    return this.#lastCommitMs;
  }

  /** Has something decided. True when the decision is degraded. Rejects only when deciding fails by a fault of ours. */
  ask(question: Question): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    this.#queue.push({ ...question, settle: resolve, fail: reject });
    this.#run ??= this.#serveAll();
    return promise;
  }

  health(): SwitchboardHealth {
    return { durable: this.isTogether, detail: this.#fault, waiting: this.#options.spool.waiting };
  }

  /** Tells the database what is outstanding, if it can be reached in time. Answers whether it knows everything. */
  async close(): Promise<boolean> {
    const { spool, closingGraceMs, log } = this.#options;
    await this.#run;
    if (!this.isTogether) {
      await Promise.race([this.#comingBack, delay(closingGraceMs, null, { ref: false })]);
      await this.#run;
    }
    this.#isClosed = true;
    await this.#link?.close();
    const { isEmpty, waiting } = spool;
    if (!isEmpty) {
      log.warn('Stopped while the database is away: it is told the rest when this node starts.', { waiting });
    }
    await spool.close();
    return isEmpty;
  }

  /** The first batch begins at the end of the event loop's turn: with everything that arrived in it. */
  async #serveAll() {
    await setImmediate();
    while (this.#queue.length > 0 || this.#canCheck || this.#arrived) {
      if (this.#arrived) await this.#rejoin(this.#arrived);
      if (this.#canCheck) await this.#check(this.#link!, this.#toCheck.slice(0, MOST_IN_BATCH));
      if (this.#queue.length > 0) await this.#serve(this.#queue.splice(0, MOST_IN_BATCH));
    }
    this.#run = undefined;
  }

  async #serve(requests: readonly Request[]) {
    const { observer, log } = this.#options;
    const startMs = performance.now();
    const batch: Batch = { number: ++this.#number, requests, decided: undefined };
    const together = this.#link !== undefined && await this.#serveTogether(this.#link, batch);
    if (together) observer.committed(performance.now() - startMs);
    else await this.#serveAlone(batch);
    for (const reason of endReasonsOf(batch.decided!)) observer.ended(reason);
    tellHappenings(log, batch.decided!.happenings);
    for (const request of requests) request.settle(!together);
  }

  /** False when the database is lost, whether or not it has taken the batch. */
  async #serveTogether(link: ClusterLink, batch: Batch): Promise<boolean> {
    const patience = setTimeout(() => link.break(), this.#options.patienceMs);
    try {
      while (!await this.#tryTogether(link, batch));
      return true;
    } catch (error) {
      this.#lose(link, (error as Error).message);
      return false;
    } finally {
      clearTimeout(patience);
    }
  }

  /** False when another node was faster with the same session: nothing has happened then. */
  async #tryTogether(link: ClusterLink, batch: Batch): Promise<boolean> {
    const { nodeId, books, edits, clock } = this.#options;
    const nowMs = clock();
    batch.decided = undefined;
    const loaded = await link.load(wantedBy(batch.requests), nowMs);
    edits.applyTo(loaded.ledgers);
    takeOver(books, loaded, batch.requests);
    const changes = batch.decided = this.#decide(batch, nowMs, loaded);
    const { ledgers } = loaded;
    if (!await link.write({ nodeId, batch: batch.number, nowMs, changes, ledgers })) return false;
    this.#lastCommitMs = nowMs;
    return true;
  }

  /** What was decided under the database's locks before it was lost holds; it is played in unless it was committed. */
  async #serveAlone(batch: Batch) {
    const { spool, log, clock } = this.#options;
    const decided = batch.decided ??= this.#decide(batch, clock(), undefined);
    if (sizeOf(decided) === 0) return;
    const kept = spool.append({ batch: batch.number, ...decided });
    const late = delay(SPOOL_PATIENCE_MS, 'late', { ref: false });
    if (await Promise.race([kept, late]) === false) {
      log.error('The disk of this node takes nothing either: calls are kept in memory only.');
    }
  }

  #decide({ requests }: Batch, nowMs: number, loaded: Loaded | undefined): SealedChanges {
    const { changes } = this.#options;
    for (const request of requests) decideOn(request, nowMs, loaded);
    return changes.seal();
  }

  #lose(link: ClusterLink, detail: string) {
    link.break();
    this.#link = undefined;
    this.#fault = detail;
    this.#lostAtMs = this.#options.clock();
    this.#options.log.error('The database is away: calls are answered by this node alone, marked degraded.', {
      detail,
    });
    this.#comingBack = this.#comeBack();
  }

  /** Ends when a new link is there and knows nearly everything; the rest is told between two batches. */
  async #comeBack() {
    const { url, nodeId, patienceMs, retryMs, spool, clock } = this.#options;
    while (!this.#isClosed) {
      await delay(retryMs);
      let link: ClusterLink | undefined;
      try {
        link = await ClusterLink.open(url, patienceMs);
        await link.signIn(nodeId, clock());
        this.#checkLater(await playIn(this.#playInOn(link), spool, CAUGHT_UP));
        this.#arrived = link;
        this.#run ??= this.#serveAll();
        return;
      } catch (error) {
        link?.break();
        this.#fault = (error as Error).message;
      }
    }
  }

  async #rejoin(link: ClusterLink) {
    const { spool, log, clock } = this.#options;
    this.#arrived = undefined;
    try {
      this.#checkLater(await playIn(this.#playInOn(link), spool));
      const happenings = [degraded(this.#lostAtMs, clock())];
      await playLines(this.#playInOn(link), [{ ...NOTHING, batch: ++this.#number, happenings }]);
    } catch (error) {
      link.break();
      this.#fault = (error as Error).message;
      this.#comingBack = this.#comeBack();
      return;
    }
    this.#link = link;
    this.#fault = '';
    log.info('The database is back: everything that happened without it has been told.');
  }

  /** No batch of another node that did not see these sessions is under way any longer than this. */
  #checkLater(sessions: readonly string[]) {
    if (sessions.length === 0) return;
    setTimeout(() => {
      if (this.#isClosed) return;
      this.#toCheck.push(...sessions);
      this.#run ??= this.#serveAll();
    }, 2 * this.#options.patienceMs);
  }

  /** Whether it is time to look for completions, and there is a database to look in. */
  get #canCheck(): boolean {
    return this.#link !== undefined && this.#toCheck.length > 0;
  }

  /** Ends attempts that were completed while they were played in. */
  async #check(link: ClusterLink, sessions: readonly string[]) {
    try {
      const early = await link.earlyCompletions(sessions);
      const line = { ...NOTHING, batch: ++this.#number, early };
      if (early.length > 0) await playLines(this.#playInOn(link), [line]);
      this.#toCheck.splice(0, sessions.length);
    } catch (error) {
      this.#lose(link, (error as Error).message);
    }
  }

  #playInOn(link: ClusterLink): PlayInOptions {
    const { nodeId, books, clock } = this.#options;
    return { link, nodeId, groupOf: (groupId) => books.group(groupId), clock };
  }
}

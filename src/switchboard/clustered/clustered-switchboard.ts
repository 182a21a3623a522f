import type { Log } from '../../log.ts';
import { openLedger } from '../../routing/ledger.ts';
import type { Placement } from '../../routing/place.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { Books } from '../books/books.ts';
import { lookAtGroups } from '../books/look-at-groups.ts';
import { snapshotOf } from '../books/snapshot-of.ts';
import { readTallies } from '../books/tallies-text.ts';
import { lockDirectory } from '../directory-lock.ts';
import { type SwitchboardObserver, unobserved } from '../observer.ts';
import { placeAnswerOf, UNKNOWN_ROUTE } from '../place-answer.ts';
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
import { askedFor } from './asked-for.ts';
import { AttemptIds } from './attempt-ids.ts';
import { Batches } from './batches.ts';
import { Changes } from './changes.ts';
import { ClusterLink } from './cluster-link.ts';
import { ClusterReader, type StoredLedger } from './cluster-reader.ts';
import { DatabaseClock } from './database-clock.ts';
import { playLeftSpools } from './left-spools.ts';
import { PendingEdits } from './pending-edits.ts';
import { prepareDatabase } from './prepare-database.ts';
import { Spool } from './spool.ts';
import { Upkeep } from './upkeep.ts';

export interface ClusteredOptions {
  /** The database of the cluster, `postgres://…`. */
  readonly url: string;
  /** A folder of this node alone: it keeps there what it does while the database is away. */
  readonly dataDir: string;
  /** The groups to start with. */
  readonly groups: readonly RouteGroup[];
  readonly log: Log;
  readonly observer?: SwitchboardObserver;
  /** For how long ended attempts and refusals are kept. */
  readonly historyDays?: number;
  /** For how long totals and events are kept. */
  readonly totalsDays?: number;
  /** How long a batch may take before its calls are answered without the database. */
  readonly patienceMs?: number;
  /** How long after a failure the database is tried again. */
  readonly retryMs?: number;
  /** How often due attempts are looked for. */
  readonly expiryTickMs?: number;
  /** How often attempts past their history are deleted. */
  readonly purgeTickMs?: number;
  /** How long closing waits for the database to take what is outstanding. */
  readonly closingGraceMs?: number;
  /** Unix time in milliseconds; the database's clock unless given. */
  readonly clock?: () => number;
}

const DEFAULTS = {
  observer: unobserved,
  historyDays: 30,
  totalsDays: 400,
  patienceMs: 1000,
  retryMs: 500,
  expiryTickMs: 1000,
  purgeTickMs: 60_000,
  closingGraceMs: 5000,
};

/**
 * Opens this node's part of a cluster: ledgers are rows of the database, decisions are made here under their locks.
 * Throws when the folder is in use by another process, or when the database can't be reached or is from a newer version.
 */
export async function openClusteredSwitchboard(given: ClusteredOptions): Promise<Switchboard> {
  const options: Options = { ...DEFAULTS, ...given };
  await using opened = new AsyncDisposableStack();
  opened.defer(lockDirectory(options.dataDir));
  const parts = await openParts(options, opened);
  return new ClusteredSwitchboard(parts, opened.move());
}

type Options = Required<Omit<ClusteredOptions, 'clock'>> & Pick<ClusteredOptions, 'clock'>;

/** What is to be closed again when the next part can't be opened is put on `opened`. */
async function openParts(options: Options, opened: AsyncDisposableStack): Promise<Parts> {
  const { url, dataDir, groups, patienceMs, observer } = options;
  const ids = new AttemptIds(await prepareDatabase(url, patienceMs));
  const reader = new ClusterReader(url, patienceMs);
  opened.defer(() => reader.close());
  observer.connected(reader.connections);
  const databaseClock = new DatabaseClock();
  await databaseClock.adjust(reader);
  const { clock = databaseClock.now } = options;
  const changes = new Changes();
  const books = new Books(changes, () => ids.next(), clock());
  for (const group of groups) books.configure(group, clock());
  const edits = new PendingEdits();
  const nodeId = crypto.randomUUID();
  const link = await ClusterLink.open(url, patienceMs);
  await playLeftSpools(dataDir, { link, groupOf: (groupId) => books.group(groupId), clock });
  await link.signIn(nodeId, clock());
  const spool = Spool.create(dataDir, nodeId);
  const batches = new Batches({ ...options, nodeId, link, spool, books, changes, edits, clock });
  const upkeep = new Upkeep({
    ...options,
    nodeId,
    reader,
    batches,
    books,
    changes,
    ids,
    clock,
    databaseClock,
  });
  return { books, changes, edits, batches, reader, upkeep, nodeId, clock };
}

interface Parts {
  readonly books: Books;
  readonly changes: Changes;
  readonly edits: PendingEdits;
  readonly batches: Batches;
  readonly reader: ClusterReader;
  readonly upkeep: Upkeep;
  readonly nodeId: string;
  readonly clock: () => number;
}

class ClusteredSwitchboard implements Switchboard {
  readonly #parts: Parts;
  readonly #opened: AsyncDisposableStack;
  #closed = false;

  constructor(parts: Parts, opened: AsyncDisposableStack) {
    this.#parts = parts;
    this.#opened = opened;
  }

  async place({ accountId, key, session, outcome }: PlaceRequest): Promise<PlaceAnswer> {
    this.#assertOpen();
    const { books, batches } = this.#parts;
    const group = books.route(accountId, key);
    if (group === undefined) return { ...UNKNOWN_ROUTE, degraded: !batches.isTogether };
    let placement: Placement | undefined;
    let plan: readonly string[] = [];
    const degraded = await batches.ask({
      groupIds: [group.id],
      session,
      decide(nowMs) {
        placement = books.route(accountId, key) && books.place(group.id, session, outcome, nowMs);
        plan = placement ? books.plan(placement, nowMs) : [];
      },
    });
    return placement ? placeAnswerOf(placement, plan, degraded) : { ...UNKNOWN_ROUTE, degraded };
  }

  async complete({ session, outcome, within }: CompleteRequest): Promise<CompleteAnswer> {
    this.#assertOpen();
    const { books, changes, batches } = this.#parts;
    const groupId = within && books.groupAt(within.accountId, within.key);
    if (within && groupId === undefined) return { completed: 0, degraded: !batches.isTogether };
    let completed = 0;
    const degraded = await batches.ask({
      session,
      decide(atMs, loaded) {
        completed = books.complete(session, groupId, outcome, atMs);
        // A node that is alone, this one or another, may know of the session what the database does not.
        if (completed === 0 || !loaded) {
          changes.completedEarly({ session, groupId: groupId ?? null, atMs, outcome: outcome ?? null });
        }
      },
    });
    return { completed, degraded };
  }

  /** Without the database this node does not know what is open: nothing is released then. */
  async release({ accountId, attempts }: ReleaseRequest): Promise<ReleaseAnswer> {
    this.#assertOpen();
    const { books, changes, batches } = this.#parts;
    const attemptIds = attempts.map(({ id }) => id);
    let released = 0;
    const degraded = await batches.ask({
      attemptIds,
      decide(nowMs, loaded) {
        released = 0;
        for (const stored of askedFor(attemptIds, loaded, changes)) {
          if (!stored.open || stored.attempt.accountId !== accountId) continue;
          books.releaseStored(stored, nowMs);
          released += 1;
        }
      },
    });
    return { released, degraded };
  }

  /** The ledger follows when it is locked the next time: at once. */
  configure(group: RouteGroup) {
    const { books, edits, batches, clock } = this.#parts;
    books.configure(group, clock());
    edits.add(group);
    void batches.ask({ groupIds: [group.id], decide() {} });
  }

  remove(groupId: number) {
    this.#parts.books.remove(groupId);
  }

  /** As the database has them; as this node knows them while the database is away. */
  async snapshots(groupIds: readonly number[]): Promise<Map<number, GroupSnapshot>> {
    const { books, clock } = this.#parts;
    const ledgers = await this.#storedLedgers(groupIds.filter((id) => books.group(id)));
    return await lookAtGroups(groupIds, (id) => {
      const [group, stored] = [books.group(id), ledgers.get(id)];
      if (!group || !stored) return books.snapshot(id, clock());
      return snapshotOf(openLedger(group, readTallies(stored.tallies)), stored.sinceMs, clock());
    });
  }

  health(): SwitchboardHealth {
    return this.#parts.batches.health();
  }

  async close() {
    if (this.#closed) return;
    this.#closed = true;
    const { batches, reader, upkeep, nodeId } = this.#parts;
    await upkeep.stop();
    if (await batches.close()) await reader.signOff(nodeId).catch(() => {});
    await this.#opened.disposeAsync();
  }

  /** None while the database is away. */
  async #storedLedgers(groupIds: readonly number[]): Promise<ReadonlyMap<number, StoredLedger>> {
    const { batches, reader } = this.#parts;
    if (!batches.isTogether || groupIds.length === 0) return new Map();
    return await reader.ledgers(groupIds).catch(() => new Map());
  }

  #assertOpen() {
    if (this.#closed) throw new Error('The switchboard is closed.');
  }
}

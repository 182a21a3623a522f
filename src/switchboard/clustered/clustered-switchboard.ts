import type { Log } from '../../log.ts';
import type { Placement } from '../../routing/place.ts';
import type { RouteGroup } from '../../routing/route-group.ts';
import { Books, snapshotOf } from '../books/books.ts';
import { lockDirectory } from '../directory-lock.ts';
import { placeAnswerOf, UNKNOWN_ROUTE } from '../place-answer.ts';
import type {
  CompleteAnswer,
  CompleteRequest,
  GroupSnapshot,
  PlaceAnswer,
  PlaceRequest,
  Switchboard,
  SwitchboardHealth,
} from '../switchboard.ts';
import { AttemptIds } from './attempt-ids.ts';
import { Batches } from './batches.ts';
import { Changes } from './changes.ts';
import { ClusterLink } from './cluster-link.ts';
import { ClusterReader } from './cluster-reader.ts';
import { playLeftSpools } from './left-spools.ts';
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
  /** For how long ended attempts are kept. */
  readonly historyDays?: number;
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
  /** Unix time in milliseconds. */
  readonly clock?: () => number;
}

const DEFAULTS = {
  historyDays: 30,
  patienceMs: 1000,
  retryMs: 500,
  expiryTickMs: 1000,
  purgeTickMs: 60_000,
  closingGraceMs: 5000,
  clock: Date.now,
} as const;

/**
 * Opens this node's part of a cluster: ledgers are rows of the database, decisions are made here under their locks.
 * Throws when the folder is in use by another process, or when the database can't be reached or is from a newer version.
 */
export async function openClusteredSwitchboard(given: ClusteredOptions): Promise<Switchboard> {
  const options = { ...DEFAULTS, ...given };
  const unlock = lockDirectory(options.dataDir);
  try {
    return await open(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function open(options: Required<ClusteredOptions>, unlock: () => void): Promise<Switchboard> {
  const { url, dataDir, groups, log, patienceMs, clock } = options;
  const block = await prepareDatabase(url, patienceMs);
  const nodeId = crypto.randomUUID();
  const ids = new AttemptIds(block);
  const changes = new Changes();
  const books = new Books(changes, () => ids.next(), clock());
  for (const group of groups) books.configure(group, clock());
  const link = await ClusterLink.open(url, patienceMs);
  await link.signIn(nodeId, clock());
  const groupOf = (groupId: number) => books.group(groupId);
  await playLeftSpools(dataDir, { link, groupOf, clock });
  const spool = Spool.create(dataDir, nodeId);
  const batches = new Batches({ ...options, nodeId, link, spool, books, changes, log });
  const reader = new ClusterReader(url, patienceMs);
  const upkeep = new Upkeep({ ...options, nodeId, reader, batches, books, ids });
  return new ClusteredSwitchboard({ books, changes, batches, reader, upkeep, unlock, nodeId, clock });
}

interface Parts {
  readonly books: Books;
  readonly changes: Changes;
  readonly batches: Batches;
  readonly reader: ClusterReader;
  readonly upkeep: Upkeep;
  readonly nodeId: string;
  readonly clock: () => number;
  readonly unlock: () => void;
}

class ClusteredSwitchboard implements Switchboard {
  readonly #parts: Parts;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async place({ accountId, key, session }: PlaceRequest): Promise<PlaceAnswer> {
    this.#assertOpen();
    const { books, batches } = this.#parts;
    const group = books.route(accountId, key);
    if (group === undefined) return { ...UNKNOWN_ROUTE, degraded: !batches.isTogether };
    let placement: Placement | undefined;
    const degraded = await batches.ask({
      groupIds: [group.id],
      session,
      decide(nowMs) {
        placement = books.route(accountId, key) && books.place(group.id, session, nowMs);
      },
    });
    return placement ? placeAnswerOf(placement, degraded) : { ...UNKNOWN_ROUTE, degraded };
  }

  async complete({ session, within }: CompleteRequest): Promise<CompleteAnswer> {
    this.#assertOpen();
    const { books, changes, batches, upkeep } = this.#parts;
    const groupId = within && books.groupAt(within.accountId, within.key);
    if (within && groupId === undefined) return { completed: 0, degraded: !batches.isTogether };
    let completed = 0;
    let atMs = 0;
    const degraded = await batches.ask({
      session,
      decide(nowMs, loaded) {
        atMs = nowMs;
        completed = books.complete(session, groupId, nowMs);
        if (!loaded) changes.completedEarly({ session, groupId: groupId ?? null, atMs });
      },
    });
    if (completed === 0 && !degraded) upkeep.noteEarly({ session, groupId: groupId ?? null, atMs });
    return { completed, degraded };
  }

  /** The ledger follows when it is locked the next time: at once, so that every version has its turn. */
  configure(group: RouteGroup) {
    const { books, batches, clock } = this.#parts;
    books.configure(group, clock());
    void batches.ask({ groupIds: [group.id], edit: group, decide() {} });
  }

  remove(groupId: number) {
    this.#parts.books.remove(groupId);
  }

  /** As the database has them; as this node knows them while the database is away. */
  async snapshots(groupIds: readonly number[]): Promise<Map<number, GroupSnapshot>> {
    const { books, batches, reader } = this.#parts;
    const known = books.snapshots(groupIds);
    if (!batches.isTogether || known.size === 0) return known;
    const states = await reader.states([...known.keys()]).catch(() => new Map());
    for (const [groupId, state] of states) {
      const group = books.group(groupId);
      if (group) known.set(groupId, snapshotOf(group, state));
    }
    return known;
  }

  health(): SwitchboardHealth {
    return this.#parts.batches.health();
  }

  async close() {
    if (this.#closed) return;
    this.#closed = true;
    const { batches, reader, upkeep, unlock, nodeId } = this.#parts;
    await upkeep.stop();
    if (await batches.close()) await reader.signOff(nodeId).catch(() => {});
    await reader.close();
    unlock();
  }

  #assertOpen() {
    if (this.#closed) throw new Error('The switchboard is closed.');
  }
}

import type { Client } from 'pg';
import type { EarlyCompletion } from './changes.ts';
import { breakOff, openClient, sayGoodbye } from './cluster-client.ts';
import type { BatchToWrite, Loaded, Wanted } from './loaded.ts';
import {
  attemptColumns,
  type AttemptRow,
  earlyColumns,
  type EarlyRow,
  eventColumns,
  fateColumns,
  ledgerColumns,
  ledgerOf,
  type LedgerRow,
  refusalColumns,
  storedAttemptOf,
  totalsOf,
} from './rows.ts';
import * as statements from './statements.ts';

const UNIQUE_VIOLATION = '23505';
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const CONFLICTS = new Set([UNIQUE_VIOLATION, SERIALIZATION_FAILURE, DEADLOCK]);

/** So much of a node's id tells it from the others in history. */
const NODE_LENGTH = 8;

/** How often a batch is loaded again because its sessions are in groups that it has not locked. */
const MOST_LOADS = 10;

/**
 * The one connection on which a node decides. A batch is two round trips: one locks and reads, one writes and commits.
 * When anything throws, the link is of no use any longer: break it, and open another one.
 */
export class ClusterLink {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  /** Throws when there is no connection within `patienceMs`; no statement takes longer either. */
  static async open(url: string, patienceMs: number): Promise<ClusterLink> {
    const client = openClient(url, { connectMs: patienceMs, statementMs: patienceMs });
    await client.connect();
    await client.query(statements.PLANNER);
    return new ClusterLink(client);
  }

  /** Begins a transaction that holds the ledgers of all groups concerned; those of new groups are made. */
  async load(wanted: Wanted, nowMs: number): Promise<Loaded> {
    let { groupIds } = wanted;
    for (let loads = 1; loads <= MOST_LOADS; loads++) {
      const { ledgers, attempts } = await this.#lock({ ...wanted, groupIds });
      groupIds = [...new Set([...groupIds, ...attempts.map(({ attempt }) => attempt.groupId)])];
      const missing = groupIds.filter((id) => !ledgers.has(id));
      if (missing.length === 0) return { ledgers, attempts };
      await this.#query('ROLLBACK');
      await this.#query('ADD_LEDGERS', [missing, nowMs]);
    }
    throw new Error('The sessions of a batch move faster than they can be locked.');
  }

  /** Writes a batch and commits what `load` began. False when a conflict undid it: nothing is written then. */
  async write(batch: BatchToWrite): Promise<boolean> {
    const { nodeId, nowMs, changes, settledSessions = [] } = batch;
    const node = nodeId.slice(0, NODE_LENGTH);
    const totals = totalsOf(changes);
    const results = await Promise.allSettled([
      this.#writeRows('UPDATE_ATTEMPTS', fateColumns(changes.fates)),
      this.#writeRows('INSERT_ATTEMPTS', attemptColumns(changes.opened, node)),
      this.#writeRows('INSERT_REFUSALS', refusalColumns(changes.refused, node)),
      this.#writeRows('INSERT_EVENTS', eventColumns(changes.happenings, node)),
      this.#writeRows('UPDATE_LEDGERS', ledgerColumns(batch.ledgers)),
      this.#writeRows('ADD_PLACED', totals.placed),
      this.#writeRows('ADD_ENDED', totals.ended),
      this.#writeRows('ADD_LENGTHS', totals.lengths),
      this.#writeRows('ADD_REFUSED', totals.refused),
      this.#writeRows('ADD_EARLY', earlyColumns(changes.early)),
      this.#writeRows('SETTLE_EARLY', [settledSessions]),
      this.#query('SIGN', [nodeId, batch.batch, nowMs]),
      this.#query('COMMIT'),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed && !CONFLICTS.has(failed.reason?.code)) throw failed.reason;
    return failed === undefined;
  }

  /** The number of the last batch of a node that was committed; 0 when there is none. */
  async lastBatch(nodeId: string): Promise<number> {
    const [row] = await this.#query('LAST_BATCH', [nodeId]) as [number][];
    return row?.[0] ?? 0;
  }

  /** Completions of these sessions that found nothing to complete. To be read between `load` and `write`. */
  async earlyCompletions(sessions: readonly string[]): Promise<EarlyCompletion[]> {
    const rows = await this.#query('READ_EARLY', [sessions]) as EarlyRow[];
    return rows.map(([session, groupId, atMs, outcome]) => ({ session, groupId, atMs, outcome }));
  }

  /** Says that a node is there. Throws when the database can't be written to. */
  async signIn(nodeId: string, nowMs: number): Promise<void> {
    await this.#query('SIGN_IN', [nodeId, nowMs]);
  }

  /** Everything that a node did is told, and it will not come back. */
  async signOff(nodeId: string): Promise<void> {
    await this.#query('SIGN_OFF', [nodeId]);
  }

  /** Ends the connection at once: whatever is under way on it fails. */
  break() {
    breakOff(this.#client);
  }

  /** Ends the connection in good order. */
  async close(): Promise<void> {
    await sayGoodbye(this.#client);
  }

  async #lock({ groupIds, sessions, attemptIds, alone }: Wanted): Promise<Loaded> {
    const [, , ledgers, attempts] = await Promise.all([
      this.#query('BEGIN'),
      alone && this.#query('ALONE'),
      this.#query('LOCK_LEDGERS', [groupIds, sessions, attemptIds]),
      this.#query('READ_ATTEMPTS', [sessions, attemptIds]),
    ]);
    return {
      ledgers: new Map((ledgers as LedgerRow[]).map((row) => [row[0], ledgerOf(row)])),
      attempts: (attempts as AttemptRow[]).map(storedAttemptOf),
    };
  }

  /** Nothing when there are no rows. */
  async #writeRows(name: keyof typeof statements, columns: readonly (readonly unknown[])[]): Promise<void> {
    if (columns[0].length > 0) await this.#query(name, [...columns]);
  }

  async #query(name: keyof typeof statements, values: unknown[] = []): Promise<unknown[]> {
    const { rows } = await this.#client.query({ name, text: statements[name], values, rowMode: 'array' });
    return rows;
  }
}

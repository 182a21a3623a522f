import type { ClusterReader } from './cluster-reader.ts';

/** The database's clock, which all nodes share: their own may differ by more than a retry or a completion takes. */
export class DatabaseClock {
  #aheadMs = 0;

  /** Unix time in milliseconds; while the database is away, by how far its clock was ahead of ours. */
  readonly now = (): number => Date.now() + this.#aheadMs;

  /** Throws when the database does not answer. */
  async adjust(reader: ClusterReader): Promise<void> {
    const askedMs = Date.now();
    const databaseMs = await reader.clockMs();
    this.#aheadMs = Math.round(databaseMs - (askedMs + Date.now()) / 2);
  }
}

/**
 * What happened by itself, over all accounts, in the order of the ids. Throws only when storage fails.
 *
 * In PostgreSQL an id is given when a row is written and seen when its transaction commits: an event may become visible
 * some seconds after one with a higher id. Whoever must not miss any looks again at the last ids that they have seen
 * (see `EventTail`).
 */
export interface EventFeed {
  /** The first events after this id. */
  since(afterId: number, limit: number): Promise<readonly StoredEvent[]>;
}

/** An event as it is stored; what it says is checked by those who tell it (`serviceEvent`). */
export interface StoredEvent {
  readonly id: number;
  /** When it happened, in milliseconds of Unix time. */
  readonly atMs: number;
  /** Null when it concerns the whole service. */
  readonly accountId: number | null;
  readonly groupId: number | null;
  readonly destinationId: number | null;
  /** As the contract names it, such as `destination.ejected`. */
  readonly kind: string;
  /** The kind's own fields, as the contract has them. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** In a cluster, the node that it happened on. */
  readonly node: string | null;
}

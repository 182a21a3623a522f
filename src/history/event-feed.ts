/**
 * What happened by itself, over all accounts, in the order of the ids. In a cluster an id may become visible a little
 * after a higher one. Throws only when storage fails.
 */
export interface EventFeed {
  /** The first events after this id. */
  since(afterId: number, limit: number): Promise<readonly StoredEvent[]>;
}

export interface StoredEvent {
  readonly id: number;
  /** When it happened, in Unix time in milliseconds. */
  readonly atMs: number;
  readonly accountId: number;
  readonly groupId: number | null;
  readonly destinationId: number | null;
  /** As the contract names it, such as `destination.ejected`. */
  readonly kind: string;
  /** The kind's own fields, as the contract has them. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The calls in progress, one by one: attempts that are open, as storage has them. Throws only when storage fails. */
export interface OpenSessions {
  /** A page of those that match. */
  find(query: OpenQuery): Promise<OpenPage>;

  /** How many match, by their age: the counts of `AGE_LIMITS_MS`, then that of everything older. */
  ages(filter: OpenFilter): Promise<readonly number[]>;

  /** Those that match, the oldest first, at most `limit`: by what a switchboard finds them. */
  references(filter: OpenFilter, limit: number): Promise<readonly OpenReference[]>;
}

/** Ages are told apart at 5 minutes, 30 minutes and 2 hours, the expiry that most groups have. */
export const AGE_LIMITS_MS: readonly number[] = [5 * 60_000, 30 * 60_000, 120 * 60_000];

/** An attempt matches when it matches everything that is given. */
export interface OpenFilter {
  readonly accountId: number;
  readonly groupId?: number | undefined;
  readonly destinationId?: number | undefined;
  /** The whole session id. */
  readonly session?: string | undefined;
  /** How the session id begins. */
  readonly sessionPrefix?: string | undefined;
  readonly openedBeforeMs?: number | undefined;
  /** Only these attempts. */
  readonly ids?: readonly number[] | undefined;
}

export interface OpenQuery extends OpenFilter {
  readonly order: 'oldest' | 'newest';
  /** Where the page before ended. */
  readonly after?: OpenPosition | undefined;
  readonly limit: number;
}

/** A place in the order. */
export interface OpenPosition {
  readonly openedAtMs: number;
  readonly id: number;
}

export interface OpenPage {
  readonly sessions: readonly OpenSession[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: OpenPosition | undefined;
}

export type OpenReference = Pick<OpenSession, 'id' | 'session' | 'expiresAtMs'>;

export interface OpenSession extends OpenPosition {
  readonly groupId: number;
  readonly destinationId: number;
  /** Null when the call came without one. */
  readonly session: string | null;
  /** 1 for a new transfer, 2 for its first retry, … */
  readonly number: number;
  readonly expiresAtMs: number;
  /** In a cluster, the node that decided. */
  readonly node: string | null;
}

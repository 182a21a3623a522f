import type { EventFeed, StoredEvent } from '../event-feed.ts';

/** What happened by itself, as it is looked up. Methods throw only when storage fails. */
export interface EventHistory extends EventFeed {
  /** The id of the last event that is visible; 0 when there is none. */
  lastId(): Promise<number>;

  /** The events of an account and of the whole service that match, the newest first, a page at a time. */
  find(accountId: number, query: EventQuery): Promise<EventPage>;
}

/** An event matches when it matches everything that is given. */
export interface EventQuery {
  /** Of the account's own events, those of this group alone. */
  readonly groupId?: number | undefined;
  /** Of these kinds. */
  readonly kinds: readonly string[];
  /** The earliest time, in milliseconds of Unix time. */
  readonly fromMs?: number | undefined;
  /** Earlier than this time. */
  readonly toMs?: number | undefined;
  /** Older than what is here: where the page before ended. */
  readonly before?: EventPosition | undefined;
  /** The most events of a page. */
  readonly limit: number;
}

/** A place among the events. */
export type EventPosition = Pick<StoredEvent, 'atMs' | 'id'>;

export interface EventPage {
  readonly events: readonly StoredEvent[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: EventPosition | undefined;
}

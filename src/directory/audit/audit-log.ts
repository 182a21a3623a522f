import type { RouteGroup } from '../../routing/route-group.ts';
import type { Actor } from '../directory.ts';

/**
 * Who changed what in an account. Events are only added: nothing here changes or deletes one.
 * What happens to a route group is recorded by the directory, in the transaction of the edit itself; everything else
 * by `record`. Methods throw only when storage fails.
 */
export interface AuditLog {
  record(event: AuditEntry): Promise<void>;

  /** The account's events that match, the newest first, a page at a time. */
  find(accountId: number, query: AuditQuery): Promise<AuditPage>;

  /**
   * The first events after this id, over all accounts, in the order of the ids: what tells whether to read one. On
   * PostgreSQL an id may become visible a little after a higher one.
   */
  since(afterId: number, limit: number): Promise<AuditMark[]>;

  read(id: number): Promise<AuditEvent | undefined>;
}

/** That there is an event. */
export interface AuditMark extends Pick<AuditEntry, 'at' | 'accountId'> {
  readonly id: number;
  /** The group that it happened to, and the version that it made of it; null when there is none. */
  readonly groupId: number | null;
  readonly version: number | null;
}

/** A change that was made, besides those of route groups. */
export interface AuditEntry {
  readonly at: Date;
  readonly accountId: number;
  readonly actor: Actor;
  /** In the words of whoever records it: `key created`. Those of groups are `group created`, `group edited`, … */
  readonly action: string;
  /** Whom or what it happened to, in words: an e-mail address, the name that a key or a group had afterwards. */
  readonly subject: string;
  /** What is worth knowing besides. */
  readonly details: Readonly<Record<string, string>>;
  /** The group that it happened to or in; undefined for everything else. */
  readonly groupId?: number | undefined;
}

/** A change as it is read back. */
export interface AuditEvent extends AuditEntry {
  /** Of events at the same millisecond, the later has the higher one. */
  readonly id: number;
  readonly groupId: number | undefined;
  /** The version that the change made of the group; undefined when it made none. */
  readonly group: ChangedGroup | undefined;
}

export interface ChangedGroup {
  readonly content: RouteGroup;
  /** The version before; undefined for a group's first. */
  readonly before: RouteGroup | undefined;
}

/** An event matches when it matches everything that is given. Texts are parts of texts, capitals or not. */
export interface AuditQuery {
  /** Part of the actor's name, or the whole of the actor's id. */
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly groupId?: number | undefined;
  /** The earliest time. */
  readonly from?: Date | undefined;
  /** Earlier than this time. */
  readonly to?: Date | undefined;
  /** Older than what is here: where the page before ended. */
  readonly before?: AuditPosition | undefined;
  /** The most events of a page. */
  readonly limit: number;
}

/** A place in an account's log. */
export type AuditPosition = Pick<AuditEvent, 'at' | 'id'>;

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: AuditPosition | undefined;
}

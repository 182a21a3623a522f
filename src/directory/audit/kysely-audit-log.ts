import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { DirectorySchema } from '../directory-schema.ts';
import type { AuditEntry, AuditEvent, AuditLog, AuditMark, AuditPage, AuditQuery } from './audit-log.ts';
import { endOfStretch, insertEvent, marksSince, matchingEvents, readEvent } from './audit-store.ts';

/**
 * How many events one statement looks at, at most. An embedded database answers on the thread that answers calls: a
 * search for what is rare in a log of years must not hold them up.
 */
const STRETCH = 500;

/** The audit log over SQLite or PostgreSQL, in the directory's database, whose tables are there already. */
export class KyselyAuditLog implements AuditLog {
  readonly #db: Kysely<DirectorySchema>;
  readonly #stretch: number;

  /** `stretch` is for tests. */
  constructor(db: Kysely<DirectorySchema>, stretch = STRETCH) {
    this.#db = db;
    this.#stretch = stretch;
  }

  async record(event: AuditEntry): Promise<void> {
    const { groupId } = event;
    await insertEvent(this.#db, event, groupId === undefined ? undefined : { id: groupId, version: null });
  }

  since(afterId: number, limit: number): Promise<AuditMark[]> {
    return marksSince(this.#db, afterId, limit);
  }

  read(id: number): Promise<AuditEvent | undefined> {
    return readEvent(this.#db, id);
  }

  async find(accountId: number, query: AuditQuery): Promise<AuditPage> {
    const found: AuditEvent[] = [];
    let before = query.before;
    while (true) {
      const rest = { ...query, before, limit: query.limit + 1 - found.length };
      const end = await endOfStretch(this.#db, accountId, rest, this.#stretch);
      found.push(...await matchingEvents(this.#db, accountId, rest, end));
      if (found.length > query.limit || end === undefined) return pageOf(found, query.limit);
      before = end;
      await setImmediate();
    }
  }
}

/** One event more than a page holds shows that there is a next page. */
function pageOf(found: readonly AuditEvent[], limit: number): AuditPage {
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return { events, next: found.length > limit && last ? { at: last.at, id: last.id } : undefined };
}

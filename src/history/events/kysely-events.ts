import type { Kysely } from 'kysely';
import type { StoredEvent } from '../event-feed.ts';
import type { EventTable, HistorySchema } from '../history-schema.ts';
import type { EventHistory, EventPage, EventPosition, EventQuery } from './event-history.ts';

/** Whose events are looked for: null are those of the whole service. */
type Scope = { readonly accountId: number; readonly groupId: number | undefined } | null;

/** Events over the switchboard's own table, in SQLite or PostgreSQL. */
export class KyselyEvents implements EventHistory {
  readonly #db: Kysely<HistorySchema>;

  constructor(db: Kysely<HistorySchema>) {
    this.#db = db;
  }

  async since(afterId: number, limit: number): Promise<StoredEvent[]> {
    const rows = await this.#db.selectFrom('event').selectAll()
      .where('id', '>', afterId).orderBy('id').limit(limit).execute();
    return rows.map(eventOf);
  }

  async lastId(): Promise<number> {
    const { last } = await this.#db.selectFrom('event').select((eb) => eb.fn.max('id').as('last'))
      .executeTakeFirstOrThrow();
    return last ?? 0;
  }

  /**
   * Kind by kind, of each of which an index has the newest at once: what is rare is not searched for among all that
   * happened in a year.
   */
  async find(accountId: number, query: EventQuery): Promise<EventPage> {
    const scopes: Scope[] = [{ accountId, groupId: query.groupId }, null];
    const parts = scopes.flatMap((scope) => query.kinds.map((kind) => this.#newest(scope, kind, query)));
    const rows = (await Promise.all(parts)).flat().sort((a, b) => b.at_ms - a.at_ms || b.id - a.id);
    return pageOf(rows.map(eventOf), query.limit);
  }

  /** One more than a page holds, which shows that there is a next one. */
  async #newest(
    scope: Scope,
    kind: string,
    { fromMs, toMs, before, limit }: EventQuery,
  ): Promise<EventTable[]> {
    let rows = this.#db.selectFrom('event').selectAll().where('kind', '=', kind)
      .where('account_id', scope ? '=' : 'is', scope && scope.accountId);
    if (scope?.groupId !== undefined) rows = rows.where('group_id', '=', scope.groupId);
    if (fromMs !== undefined) rows = rows.where('at_ms', '>=', fromMs);
    if (toMs !== undefined) rows = rows.where('at_ms', '<', toMs);
    if (before) {
      rows = rows.where((eb) => eb(eb.refTuple('at_ms', 'id'), '<', eb.tuple(before.atMs, before.id)));
    }
    return await rows.orderBy('at_ms', 'desc').orderBy('id', 'desc').limit(limit + 1).execute();
  }
}

function pageOf(found: readonly StoredEvent[], limit: number): EventPage {
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return { events, next: found.length > limit && last ? positionOf(last) : undefined };
}

function positionOf({ atMs, id }: StoredEvent): EventPosition {
  return { atMs, id };
}

function eventOf(row: EventTable): StoredEvent {
  return {
    id: row.id,
    atMs: row.at_ms,
    accountId: row.account_id,
    groupId: row.group_id,
    destinationId: row.destination_id,
    kind: row.kind,
    detail: JSON.parse(row.detail),
    node: row.node,
  };
}

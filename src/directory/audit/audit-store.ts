import { type ExpressionBuilder, type Kysely, type Selectable, sql } from 'kysely';
import type { AuditEventTable, DirectorySchema } from '../directory-schema.ts';
import { groupOf } from '../group-row.ts';
import type { AuditEntry, AuditEvent, AuditMark, AuditPosition, AuditQuery } from './audit-log.ts';

type Database = Kysely<DirectorySchema>;

/** Adds an event; one of a group's names the group, and the version that the change made, if it made one. */
export async function insertEvent(
  db: Database,
  { at, accountId, actor, action, subject, details }: AuditEntry,
  group?: { readonly id: number; readonly version: number | null },
): Promise<void> {
  await db.insertInto('audit_event').values({
    account_id: accountId,
    at: at.toISOString(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    action,
    subject,
    details: JSON.stringify(details),
    group_id: group?.id ?? null,
    group_version: group?.version ?? null,
  }).execute();
}

/** The last of the next `length` events, whether they match or not; undefined when there are fewer. */
export async function endOfStretch(
  db: Database,
  accountId: number,
  query: Pick<AuditQuery, 'from' | 'to' | 'before'>,
  length: number,
): Promise<AuditPosition | undefined> {
  const row = await db.selectFrom('audit_event as event').select(['event.at', 'event.id'])
    .where('event.account_id', '=', accountId).where((eb) => eb.and(within(eb, query)))
    .orderBy('event.at', 'desc').orderBy('event.id', 'desc')
    .limit(1).offset(length - 1)
    .executeTakeFirst();
  return row && { at: new Date(row.at), id: row.id };
}

/** The events that match, the newest first, down to and including `end`. */
export async function matchingEvents(
  db: Database,
  accountId: number,
  query: AuditQuery,
  end: AuditPosition | undefined,
): Promise<AuditEvent[]> {
  const rows = await withVersions(db)
    .where('event.account_id', '=', accountId)
    .where((eb) => eb.and([...within(eb, query), ...matching(eb, query)]))
    .$if(end !== undefined, (part) => part.where((eb) => compareTo(eb, '>=', end!)))
    .orderBy('event.at', 'desc').orderBy('event.id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(eventOf);
}

/** The first events after an id, over all accounts, in the order of the ids. */
export async function marksSince(db: Database, afterId: number, limit: number): Promise<AuditMark[]> {
  const rows = await db.selectFrom('audit_event').select([
    'id',
    'at',
    'account_id',
    'group_id',
    'group_version',
  ])
    .where('id', '>', afterId).orderBy('id').limit(limit).execute();
  return rows.map(({ id, at, account_id, group_id, group_version }) => ({
    ...{ id, at: new Date(at), accountId: account_id, groupId: group_id, version: group_version },
  }));
}

export async function readEvent(db: Database, id: number): Promise<AuditEvent | undefined> {
  const row = await withVersions(db).where('event.id', '=', id).executeTakeFirst();
  return row && eventOf(row);
}

/** Events with the version of a group that each made, and the one before that. */
function withVersions(db: Database) {
  return db.selectFrom('audit_event as event')
    .leftJoin(
      'route_group_version as content',
      (join) =>
        join.onRef('content.group_id', '=', 'event.group_id')
          .onRef('content.version', '=', 'event.group_version'),
    )
    .leftJoin(
      'route_group_version as previous',
      (join) =>
        join.onRef('previous.group_id', '=', 'event.group_id')
          .on((eb) => eb('previous.version', '=', eb('event.group_version', '-', 1))),
    )
    .selectAll('event').select(['content.content', 'previous.content as previous']);
}

// deno-lint-ignore no-explicit-any -- the same conditions stand in queries with different joins
type Builder = ExpressionBuilder<any, any>;

/** The part of the log that is asked for. The index has its columns: nothing outside of it is looked at. */
function within(eb: Builder, { from, to, before }: Pick<AuditQuery, 'from' | 'to' | 'before'>) {
  return [
    ...(from ? [eb('event.at', '>=', from.toISOString())] : []),
    ...(to ? [eb('event.at', '<', to.toISOString())] : []),
    ...(before ? [compareTo(eb, '<', before)] : []),
  ];
}

function compareTo(eb: Builder, operator: '<' | '>=', { at, id }: AuditPosition) {
  return eb(eb.refTuple('event.at', 'event.id'), operator, eb.tuple(at.toISOString(), id));
}

function matching(eb: Builder, { who, action, subject, groupId }: AuditQuery) {
  return [
    ...(who ? [eb.or([eb('event.actor_id', '=', who), contains('event.actor_name', who)])] : []),
    ...(action ? [eb('event.action', '=', action)] : []),
    ...(subject ? [contains('event.subject', subject)] : []),
    ...(groupId ? [eb('event.group_id', '=', groupId)] : []),
  ];
}

/** What a person types means itself: the wildcards of `like` are escaped. */
function contains(column: string, part: string) {
  const pattern = `%${part.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`;
}

type Row = Selectable<AuditEventTable> & {
  readonly content: string | null;
  readonly previous: string | null;
};

function eventOf(row: Row): AuditEvent {
  return {
    id: row.id,
    at: new Date(row.at),
    accountId: row.account_id,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: row.subject,
    details: JSON.parse(row.details),
    groupId: row.group_id ?? undefined,
    group: changedGroup(row),
  };
}

function changedGroup({ account_id, group_id, group_version, content, previous }: Row): AuditEvent['group'] {
  if (group_id === null || group_version === null || content === null) return undefined;
  const of = (version: number, content: string) => groupOf({ id: group_id, account_id, version, content });
  return {
    content: of(group_version, content),
    before: previous === null ? undefined : of(group_version - 1, previous),
  };
}

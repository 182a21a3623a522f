import type { Kysely, Selectable, Transaction } from 'kysely';
import type { RouteGroup } from '../routing/route-group.ts';
import type { Actor, GroupRecord, GroupVersion, VersionReference } from './directory.ts';
import type { DirectorySchema, RouteGroupTable, RouteGroupVersionTable } from './directory-schema.ts';
import type { AuditEntry } from './audit/audit-log.ts';
import { insertEvent } from './audit/audit-store.ts';
import { type Engine, locksRows } from './engine.ts';
import { groupOf, type StoredContent } from './group-row.ts';

type Database = Kysely<DirectorySchema>;
type Transacting = Transaction<DirectorySchema>;

/** A version on its way into the store, and whether the group is deleted with it. */
export interface NextVersion {
  readonly group: RouteGroup;
  readonly action: GroupVersion['action'];
  readonly at: Date;
  readonly actor: Actor;
  readonly deletedAt: Date | null;
  /** What the audit log says of it besides. */
  readonly details?: AuditEntry['details'];
}

/** The groups of an account in no particular order: either the deleted ones or the others. */
export async function readRecords(db: Database, accountId: number, deleted: boolean): Promise<GroupRecord[]> {
  const rows = await presentVersions(db).where('account_id', '=', accountId)
    .where('deleted_at', deleted ? 'is not' : 'is', null).execute();
  return rows.map(recordOf);
}

export async function readRecord(
  db: Database,
  accountId: number,
  groupId: number,
): Promise<GroupRecord | undefined> {
  const row = await presentVersions(db).where('account_id', '=', accountId).where('id', '=', groupId)
    .executeTakeFirst();
  return row && recordOf(row);
}

/** Every group that is not deleted, over all accounts. */
export async function readEveryGroup(db: Database): Promise<RouteGroup[]> {
  const rows = await presentVersions(db).where('deleted_at', 'is', null).orderBy('id').execute();
  return rows.map((row) => groupOf(row));
}

/** The groups whose last change has a higher revision, deleted or not, in the order of these changes. */
export async function readRecordsAfter(
  db: Database,
  revision: number,
): Promise<{ readonly revision: number; readonly record: GroupRecord }[]> {
  const rows = await presentVersions(db).select('revision').where('revision', '>', revision)
    .orderBy('revision').execute();
  return rows.map((row) => ({ revision: row.revision, record: recordOf(row) }));
}

/** A group's versions, the newest first. */
export async function readVersions(
  db: Database,
  accountId: number,
  groupId: number,
): Promise<GroupVersion[]> {
  const rows = await db.selectFrom('route_group')
    .innerJoin('route_group_version as past', 'past.group_id', 'route_group.id')
    .where('account_id', '=', accountId).where('id', '=', groupId)
    .select(['id', 'account_id', 'past.version', 'action', 'at', 'content'])
    .select(['actor_kind', 'actor_id', 'actor_name'])
    .orderBy('past.version', 'desc')
    .execute();
  return rows.map((row) => ({
    version: row.version,
    action: row.action,
    at: new Date(row.at),
    actor: actorOf(row),
    content: groupOf(row),
  }));
}

/** How many versions are asked for at a time: a statement has so many parameters at most. */
const VERSIONS_AT_A_TIME = 500;

/** Groups of an account as they were in these versions, in no particular order; one that never was is absent. */
export async function readGroupsAt(
  db: Database,
  accountId: number,
  versions: readonly VersionReference[],
): Promise<RouteGroup[]> {
  const groups: RouteGroup[] = [];
  for (let from = 0; from < versions.length; from += VERSIONS_AT_A_TIME) {
    const asked = versions.slice(from, from + VERSIONS_AT_A_TIME);
    const rows = await db.selectFrom('route_group')
      .innerJoin('route_group_version as past', 'past.group_id', 'route_group.id')
      .where('account_id', '=', accountId)
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('past.group_id', 'past.version'),
          'in',
          asked.map(({ groupId, version }) => tuple(groupId, version)),
        )
      )
      .select(['id', 'account_id', 'past.version', 'content'])
      .execute();
    groups.push(...rows.map(groupOf));
  }
  return groups;
}

/**
 * Nobody else changes this group until the transaction ends. A statement of its own: on PostgreSQL, a query that
 * waited for a lock still sees other tables as they were before the wait.
 */
export async function lockGroup(
  transaction: Transacting,
  engine: Engine,
  accountId: number,
  groupId: number,
) {
  if (!locksRows(engine)) return;
  await transaction.selectFrom('route_group').select('id')
    .where('account_id', '=', accountId).where('id', '=', groupId)
    .forUpdate().execute();
}

/** Reserves the number of a new group, whose first version the caller writes next. */
export async function insertGroup(transaction: Transacting, accountId: number, at: Date): Promise<number> {
  const { id } = await transaction.insertInto('route_group')
    .values({ account_id: accountId, version: 0, created_at: at.toISOString(), deleted_at: null })
    .returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Makes this the group's present version, and tells the audit log. */
export async function writeVersion(
  transaction: Transacting,
  { group, action, at, actor, deletedAt, details = {} }: NextVersion,
) {
  const { id, accountId, version, ...content } = group;
  await transaction.insertInto('route_group_version').values({
    group_id: id,
    version,
    action,
    at: at.toISOString(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    content: JSON.stringify(content satisfies StoredContent),
  }).execute();
  await transaction.updateTable('route_group')
    .set({ version, deleted_at: deletedAt?.toISOString() ?? null })
    .where('id', '=', id).execute();
  const event = { at, accountId, actor, action: `group ${action}`, subject: group.name, details };
  await insertEvent(transaction, event, group);
}

/** The ids of all destinations that the group has, or had in an earlier version. */
export async function destinationIds(db: Database, groupId: number): Promise<Set<number>> {
  const rows = await db.selectFrom('destination').select('id').where('group_id', '=', groupId)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Gives `count` new destinations their ids, ascending. */
export async function registerDestinations(
  transaction: Transacting,
  groupId: number,
  count: number,
): Promise<number[]> {
  if (count === 0) return [];
  const rows = await transaction.insertInto('destination')
    .values(Array.from({ length: count }, () => ({ group_id: groupId })))
    .returning('id').execute();
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

function presentVersions(db: Database) {
  return db.selectFrom('route_group')
    .innerJoin(
      'route_group_version as present',
      (join) =>
        join.onRef('present.group_id', '=', 'route_group.id')
          .onRef('present.version', '=', 'route_group.version'),
    )
    .select(['id', 'account_id', 'route_group.version', 'created_at', 'deleted_at', 'at', 'content'])
    .select(['actor_kind', 'actor_id', 'actor_name'])
    .select((eb) =>
      eb.selectFrom('scheduled_edit').select(({ fn }) => fn.min('due_at').as('next'))
        .whereRef('group_id', '=', 'route_group.id').where('missed', 'is', null).as('next_change_at')
    );
}

type GroupRow = Pick<Selectable<RouteGroupTable>, 'id' | 'account_id' | 'version'>;
type VersionRow = Pick<Selectable<RouteGroupVersionTable>, 'at' | 'content' | keyof ActorRow>;
type ActorRow = Pick<Selectable<RouteGroupVersionTable>, 'actor_kind' | 'actor_id' | 'actor_name'>;

function recordOf(
  row:
    & GroupRow
    & VersionRow
    & Pick<Selectable<RouteGroupTable>, 'created_at' | 'deleted_at'>
    & { readonly next_change_at: string | null },
): GroupRecord {
  return {
    group: groupOf(row),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.at),
    updatedBy: actorOf(row),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at),
    nextChangeAt: row.next_change_at === null ? null : new Date(row.next_change_at),
  };
}

/** Who did something, from its columns. */
export function actorOf({ actor_kind: kind, actor_id: id, actor_name: name }: ActorRow): Actor {
  return { kind, id, name };
}

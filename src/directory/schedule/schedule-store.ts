import type { Kysely, Selectable, Transaction } from 'kysely';
import type { RouteGroup } from '../../routing/route-group.ts';
import type { Actor } from '../directory.ts';
import type { DirectorySchema, ScheduledEditTable } from '../directory-schema.ts';
import { groupOf, type StoredContent } from '../group-row.ts';
import { actorOf } from '../group-store.ts';
import type { Plan } from './timetable.ts';

type Database = Kysely<DirectorySchema>;
type Transacting = Transaction<DirectorySchema>;

/** A plan as it is kept: for when, and by whom. */
export interface StoredPlan extends Plan {
  readonly dueAt: Date;
  readonly scheduledAt: Date;
  readonly actor: Actor;
  /** Why it was not made when it was due. */
  readonly missed: ScheduledEditTable['missed'];
}

/** Everything for a group, missed or yet to come, in the order in which it is due. */
export async function readPlans(
  db: Database,
  { id: groupId, accountId }: Pick<RouteGroup, 'id' | 'accountId'>,
): Promise<StoredPlan[]> {
  const rows = await db.selectFrom('scheduled_edit').selectAll().where('group_id', '=', groupId)
    .orderBy('due_at').orderBy('id').execute();
  return rows.map((row) => planOf(row, accountId));
}

/** Of all that is to be made, the first. */
export async function readFirstDue(
  db: Database,
): Promise<{ readonly groupId: number; readonly accountId: number; readonly dueAt: Date } | undefined> {
  const row = await db.selectFrom('scheduled_edit')
    .innerJoin('route_group', 'route_group.id', 'group_id')
    .select(['group_id', 'account_id', 'due_at']).where('missed', 'is', null)
    .orderBy('due_at').orderBy('scheduled_edit.id').limit(1)
    .executeTakeFirst();
  return row && { groupId: row.group_id, accountId: row.account_id, dueAt: new Date(row.due_at) };
}

/** Adds a plan, and answers its number. */
export async function insertPlan(
  transaction: Transacting,
  groupId: number,
  { dueAt, scheduledAt, actor, ...plan }: Omit<StoredPlan, 'id' | 'missed'>,
): Promise<number> {
  const { id } = await transaction.insertInto('scheduled_edit').values({
    group_id: groupId,
    due_at: dueAt.toISOString(),
    ...columnsOf(plan),
    scheduled_at: scheduledAt.toISOString(),
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_name: actor.name,
    missed: null,
  }).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Keeps what a plan has become. */
export async function updatePlan(transaction: Transacting, { id, ...plan }: Plan): Promise<void> {
  await transaction.updateTable('scheduled_edit').set(columnsOf(plan)).where('id', '=', id).execute();
}

export async function markMissed(
  transaction: Transacting,
  id: number,
  missed: NonNullable<StoredPlan['missed']>,
): Promise<void> {
  await transaction.updateTable('scheduled_edit').set({ missed }).where('id', '=', id).execute();
}

/** Also what would put back a temporary edit that is not made. */
export async function deletePlan(transaction: Transacting, id: number): Promise<void> {
  await transaction.deleteFrom('scheduled_edit')
    .where((eb) => eb.or([eb('id', '=', id), eb('edit_id', '=', id)])).execute();
}

function columnsOf({ content, ends, made }: Omit<Plan, 'id'>) {
  return { content: written(content), edit_id: ends ?? null, made: written(made) };
}

function written(group: RouteGroup | undefined): string | null {
  if (!group) return null;
  const { id: _, accountId: __, version: ___, ...content } = group;
  return JSON.stringify(content satisfies StoredContent);
}

function planOf(row: Selectable<ScheduledEditTable>, accountId: number): StoredPlan {
  const read = (content: string | null) =>
    content === null ? undefined : groupOf({ id: row.group_id, account_id: accountId, version: 0, content });
  return {
    id: row.id,
    content: read(row.content),
    ends: row.edit_id ?? undefined,
    made: read(row.made),
    dueAt: new Date(row.due_at),
    scheduledAt: new Date(row.scheduled_at),
    actor: actorOf(row),
    missed: row.missed,
  };
}

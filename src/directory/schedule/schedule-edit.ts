import type { Actor, Edit, GroupContent } from '../directory.ts';
import { type Editing, type Prepared, prepareEdit, writeNext } from '../edit-group.ts';
import { lockGroup, readRecord } from '../group-store.ts';
import { readScheduled } from './read-scheduled.ts';
import type { Cancellation, EditTimes, ScheduleOutcome } from './schedule.ts';
import { tell, timesOf } from './schedule-events.ts';
import { deletePlan, insertPlan, readPlans } from './schedule-store.ts';
import { putsBack } from './timetable.ts';

type TimedEdit = Edit & EditTimes & { readonly content: GroupContent };

/** An edit for later, or one for now with an end, unless it meets a group that is not as its editor believes. */
export async function scheduleEdit(editing: Editing, edit: TimedEdit): Promise<ScheduleOutcome> {
  const prepared = await prepareEdit(editing, edit, { action: 'edited', content: edit.content });
  if (prepared.kind !== 'prepared') return prepared;
  const { effectiveAt, until } = edit;
  const first = effectiveAt ?? until;
  if (first && first <= editing.at) return { kind: 'past' };
  return effectiveAt
    ? await editLater(editing, prepared, { effectiveAt, until, actor: edit.actor })
    : await editForAWhile(editing, prepared, edit);
}

async function editLater(
  editing: Editing,
  { present, next }: Prepared,
  { effectiveAt, until, actor }: EditTimes & { readonly effectiveAt: Date; readonly actor: Actor },
): Promise<ScheduleOutcome> {
  const { transaction, at } = editing;
  const groupId = next.id;
  const common = { made: undefined, scheduledAt: at, actor };
  const id = await insertPlan(transaction, groupId, {
    ...common,
    dueAt: effectiveAt,
    content: next,
    ends: undefined,
  });
  if (until) {
    await insertPlan(transaction, groupId, { ...common, dueAt: until, content: undefined, ends: id });
  }
  await tell(editing, present, actor, 'edit scheduled', timesOf({ effectiveAt, until }));
  const scheduled = await readScheduled(transaction, present);
  return { kind: 'scheduled', edit: scheduled.find((edit) => edit.id === id)! };
}

async function editForAWhile(
  editing: Editing,
  { present, next: group }: Prepared,
  { until, actor }: TimedEdit,
): Promise<ScheduleOutcome> {
  const { transaction, at } = editing;
  const details = timesOf({ until });
  const record = await writeNext(editing, present, { group, action: 'edited', actor, details });
  if (!until) return { kind: 'saved', record };
  const plan = { content: present.group, made: group, ends: undefined };
  await insertPlan(transaction, group.id, { ...plan, dueAt: until, scheduledAt: at, actor });
  return { kind: 'saved', record: (await readRecord(transaction, group.accountId, group.id))! };
}

/** Takes a plan back. False when there is none of this number, as when it has been made. */
export async function cancelEdit(
  editing: Editing,
  { accountId, groupId, editId, actor }: Cancellation,
): Promise<boolean> {
  const { transaction, engine } = editing;
  await lockGroup(transaction, engine, accountId, groupId);
  const present = await readRecord(transaction, accountId, groupId);
  const plans = present ? await readPlans(transaction, present.group) : [];
  const plan = plans.find(({ id }) => id === editId);
  if (!present || !plan) return false;
  await deletePlan(transaction, editId);
  const until = plans.find(({ ends }) => ends === editId)?.dueAt;
  const times = timesOf(putsBack(plan) ? { until: plan.dueAt } : { effectiveAt: plan.dueAt, until });
  if (!plan.missed) await tell(editing, present, actor, 'edit cancelled', times);
  return true;
}

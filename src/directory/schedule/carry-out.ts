import type { GroupRecord } from '../directory.ts';
import { type Editing, writeNext } from '../edit-group.ts';
import { lockGroup, readRecord } from '../group-store.ts';
import type { Obstacle } from './schedule.ts';
import { tell, timesOf } from './schedule-events.ts';
import { deletePlan, markMissed, readPlans, type StoredPlan, updatePlan } from './schedule-store.ts';
import { type Due, putsBack, whenDue } from './timetable.ts';

export type CarriedOut =
  | { readonly kind: 'made'; readonly record: GroupRecord }
  | { readonly kind: 'not made'; readonly record: GroupRecord; readonly obstacle: Obstacle }
  /** Nothing of this group is due any more: another process was faster, or somebody cancelled it. */
  | { readonly kind: 'nothing due' };

/** Makes the first edit of a group that is due, or keeps why it was not made. */
export async function carryOutFirst(
  editing: Editing,
  { accountId, groupId }: { readonly accountId: number; readonly groupId: number },
): Promise<CarriedOut> {
  const { transaction, engine, at } = editing;
  await lockGroup(transaction, engine, accountId, groupId);
  const present = await readRecord(transaction, accountId, groupId);
  if (!present) return { kind: 'nothing due' };
  const plans = (await readPlans(transaction, present.group)).filter(({ missed }) => !missed);
  const [first, ...later] = plans;
  if (!first || first.dueAt > at) return { kind: 'nothing due' };
  const due = whenDue({ group: present.group, isDeleted: present.deletedAt !== null, plans });
  await keepPlans(editing, later, due.plans);
  return due.obstacle === null
    ? await make(editing, present, first, due)
    : await leaveOut(editing, present, first, due.obstacle);
}

/** Keeps what has become of the plans that were not due. */
async function keepPlans(
  { transaction }: Editing,
  before: readonly StoredPlan[],
  after: readonly StoredPlan[],
) {
  for (const plan of before) {
    const left = after.find(({ id }) => id === plan.id);
    if (!left) await deletePlan(transaction, plan.id);
    else if (left !== plan) await updatePlan(transaction, left);
  }
}

async function make(
  editing: Editing,
  present: GroupRecord,
  plan: StoredPlan,
  { group, plans }: Due<StoredPlan>,
): Promise<CarriedOut> {
  const action = putsBack(plan) ? 'put back as scheduled' : 'edited as scheduled';
  const until = plans.find(({ made }) => made === group)?.dueAt;
  const details = timesOf({ effectiveAt: plan.dueAt, until });
  const record = await writeNext(editing, present, { group, action, actor: plan.actor, details });
  await deletePlan(editing.transaction, plan.id);
  return { kind: 'made', record };
}

/** What was missed stays to be seen; what another temporary edit brings back at its end does not. */
async function leaveOut(
  editing: Editing,
  record: GroupRecord,
  { id, actor, dueAt }: StoredPlan,
  obstacle: Obstacle,
): Promise<CarriedOut> {
  const details = { at: dueAt.toISOString(), reason: REASONS[obstacle] };
  if (obstacle === 'overlapped') {
    await deletePlan(editing.transaction, id);
    await tell(editing, record, actor, 'edit postponed', details);
  } else {
    await markMissed(editing.transaction, id, obstacle);
    await tell(editing, record, actor, 'edit missed', details);
  }
  return { kind: 'not made', record, obstacle };
}

const REASONS: Readonly<Record<Obstacle, string>> = {
  deleted: 'the group was deleted',
  edited: 'somebody edited the group meanwhile',
  overlapped: 'another temporary edit was in effect, which ends with what was before both',
};

import type { Kysely } from 'kysely';
import type { GroupRecord } from '../directory.ts';
import type { DirectorySchema } from '../directory-schema.ts';
import type { ScheduledEdit } from './schedule.ts';
import { readPlans } from './schedule-store.ts';
import { foresee, putsBack } from './timetable.ts';

/** What is scheduled for a group and what was missed, with what each will do as far as that can be foreseen. */
export async function readScheduled(
  db: Kysely<DirectorySchema>,
  { group, deletedAt }: GroupRecord,
): Promise<ScheduledEdit[]> {
  const plans = await readPlans(db, group);
  const missed = plans.filter(({ missed }) => missed).map((plan) => ({
    plan,
    before: group,
    content: plan.content ?? group,
    obstacle: plan.missed,
  }));
  const waiting = plans.filter(({ missed }) => !missed);
  const foreseen = foresee({ group, isDeleted: deletedAt !== null, plans: waiting });
  return [...missed, ...foreseen].map(({ plan, before, content, obstacle }) => ({
    id: plan.id,
    putsBack: putsBack(plan),
    dueAt: plan.dueAt,
    until: plans.find(({ ends }) => ends === plan.id)?.dueAt ?? null,
    scheduledAt: plan.scheduledAt,
    scheduledBy: plan.actor,
    before,
    content,
    obstacle,
  }));
}

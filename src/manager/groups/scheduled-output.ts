import { describeChanges } from '../../contract/describe-changes.ts';
import type { ScheduledEditOutput } from '../../contract/scheduled-edit.ts';
import type { ScheduledEdit } from '../../directory/schedule/schedule.ts';
import { contentOutputOf } from './group-output.ts';

/** A scheduled edit as the REST API gives it. */
export function scheduledOutputOf(edit: ScheduledEdit): ScheduledEditOutput {
  const content = contentOutputOf(edit.content);
  return {
    id: edit.id,
    kind: edit.putsBack ? 'put back' : 'edit',
    effectiveAt: edit.dueAt.toISOString(),
    until: edit.until?.toISOString() ?? null,
    scheduledAt: edit.scheduledAt.toISOString(),
    scheduledBy: edit.scheduledBy,
    changes: describeChanges(contentOutputOf(edit.before), content),
    content,
    obstacle: edit.obstacle,
  };
}

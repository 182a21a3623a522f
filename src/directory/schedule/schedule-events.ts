import type { AuditEntry } from '../audit/audit-log.ts';
import { insertEvent } from '../audit/audit-store.ts';
import type { Actor, GroupRecord } from '../directory.ts';
import type { Editing } from '../edit-group.ts';
import type { EditTimes } from './schedule.ts';

/** What happens to a scheduled edit without making a version of its group. */
export type ScheduleEvent = 'edit scheduled' | 'edit cancelled' | 'edit missed' | 'edit postponed';

/** Tells the audit log. */
export async function tell(
  { transaction, at }: Editing,
  { group: { id, accountId, name } }: GroupRecord,
  actor: Actor,
  what: ScheduleEvent,
  details: AuditEntry['details'],
): Promise<void> {
  const event = { at, accountId, actor, action: `group ${what}`, subject: name, details };
  await insertEvent(transaction, event, { id, version: null });
}

/** What the audit log says of an edit's times. */
export function timesOf({ effectiveAt, until }: EditTimes): AuditEntry['details'] {
  return {
    ...(effectiveAt ? { at: effectiveAt.toISOString() } : {}),
    ...(until ? { until: until.toISOString() } : {}),
  };
}

import type { AuditEventOutput, AuditPageOutput } from '../../contract/audit.ts';
import { describeChanges } from '../../contract/describe-changes.ts';
import type { AuditEvent, AuditPage, ChangedGroup } from '../../directory/audit/audit-log.ts';
import { contentOutputOf } from '../groups/group-output.ts';
import { mapInSlices } from '../../map-in-slices.ts';
import { writePosition } from '../http/position.ts';

/** A page of the audit log as the REST API gives it. */
export async function auditPageOf({ events, next }: AuditPage): Promise<AuditPageOutput> {
  return { events: await mapInSlices(events, auditEventOf), next: next ? writePosition(next) : null };
}

/** An event as people read it. A group's keys stay inside: one that was rotated away is nobody's business. */
export function auditEventOf(
  { id, at, actor, action, subject, details, groupId, group }: AuditEvent,
): AuditEventOutput {
  return {
    id,
    at: at.toISOString(),
    actor,
    action: action as AuditEventOutput['action'],
    subject,
    group: groupId === undefined ? null : { id: groupId, version: group?.content.version ?? null },
    details,
    changes: group ? changesOf(group) : [],
  };
}

/** A new group's changes are what it begins with. */
function changesOf({ content, before }: ChangedGroup): string[] {
  const after = contentOutputOf(content);
  return describeChanges(before ? contentOutputOf(before) : { ...after, destinations: [] }, after);
}

import type { AuditFilter, AuditQueryInput } from '../../contract/audit.ts';
import type { AuditQuery } from '../../directory/audit/audit-log.ts';
import { readPosition } from '../http/position.ts';

/** What was asked over REST, in the words of the audit log. */
export function auditQueryOf({ before, limit, ...filter }: AuditQueryInput): AuditQuery {
  return { ...auditFilterOf(filter), before: before === undefined ? undefined : readPosition(before), limit };
}

export function auditFilterOf({ group, ...filter }: AuditFilter): Omit<AuditQuery, 'before' | 'limit'> {
  return { ...filter, groupId: group };
}

import { type AuditEventOutput, type AuditFilter, MOST_EVENTS } from '../../contract/audit.ts';
import type { AuditLog, AuditPosition } from '../../directory/audit/audit-log.ts';
import { auditPageOf } from './audit-output.ts';
import { auditFilterOf } from './audit-query.ts';
import { csvRecord } from './csv.ts';

/** The columns of the records. */
export const AUDIT_COLUMNS = [
  'time',
  'who',
  'kind',
  'id',
  'action',
  'subject',
  'group',
  'version',
  'details',
];

/** All events that match, the newest first, as comma-separated values, a page at a time. Throws when storage fails. */
export async function* auditPages(
  audit: AuditLog,
  accountId: number,
  filter: AuditFilter,
): AsyncGenerator<string> {
  let before: AuditPosition | undefined;
  do {
    const page = await audit.find(accountId, { ...auditFilterOf(filter), before, limit: MOST_EVENTS });
    const { events } = await auditPageOf(page);
    yield events.map(recordOf).join('');
    before = page.next;
  } while (before);
}

function recordOf({ at, actor, action, subject, group, details, changes }: AuditEventOutput): string {
  const more = [...Object.entries(details).map(([what, value]) => `${what}: ${value}`), ...changes];
  const version = group ? [String(group.id), String(group.version ?? '')] : ['', ''];
  return csvRecord([at, actor.name, actor.kind, actor.id, action, subject, ...version, more.join('; ')]);
}

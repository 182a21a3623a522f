import { type AuditEventOutput, type AuditFilter, MOST_EVENTS } from '../../contract/audit.ts';
import type { AuditLog, AuditPosition } from '../../directory/audit/audit-log.ts';
import { auditPageOf } from './audit-output.ts';
import { auditFilterOf } from './audit-query.ts';
import { csvRecord } from './csv.ts';

const COLUMNS = ['time', 'who', 'kind', 'id', 'action', 'subject', 'group', 'version', 'details'];

/** Spreadsheets take a file for UTF-8 when it begins with this; programs that read it skip it. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * All events that match, the newest first, as comma-separated values: read a page at a time, as fast as it is taken.
 * The first page is read before the answer begins. Throws when storage fails.
 */
export async function exportAudit(
  audit: AuditLog,
  accountId: number,
  filter: AuditFilter,
): Promise<ReadableStream<Uint8Array>> {
  const pages = csvPages(audit, accountId, filter);
  const { value: first = '' } = await pages.next();
  return ReadableStream.from(following(first, pages)).pipeThrough(new TextEncoderStream());
}

async function* following(first: string, pages: AsyncGenerator<string>) {
  yield BYTE_ORDER_MARK + csvRecord(COLUMNS) + first;
  yield* pages;
}

async function* csvPages(audit: AuditLog, accountId: number, filter: AuditFilter): AsyncGenerator<string> {
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

import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import type { AuditEntry, AuditEvent, AuditLog, AuditQuery } from '../../src/directory/audit/audit-log.ts';
import type { Directory } from '../../src/directory/directory.ts';
import type { DirectorySchema } from '../../src/directory/directory-schema.ts';
import { anna } from './group-content.ts';

/** An audit log and the directory whose edits it tells of, on one database, which goes with them. */
export interface AuditedDirectory extends AsyncDisposable {
  readonly audit: AuditLog;
  readonly directory: Directory;
  readonly db: Kysely<DirectorySchema>;
}

/** Opens an empty database; `stretch` is how many events of it one statement may look at. */
export type OpenAudited = (
  options?: { readonly now?: () => Date; readonly stretch?: number },
) => Promise<AuditedDirectory>;

/** A key that Anna made for the nightly import. */
export function entry(fields: Partial<AuditEntry> = {}): AuditEntry {
  return {
    at: new Date('2026-03-01T10:00:00.000Z'),
    accountId: 1,
    actor: anna,
    action: 'key created',
    subject: 'Nightly import',
    details: { role: 'editor' },
    ...fields,
  };
}

/** Records one event per subject, a minute apart from 10:00 on. */
export async function recordSubjects(audit: AuditLog, subjects: readonly string[]): Promise<void> {
  for (const [minute, subject] of subjects.entries()) {
    await audit.record(entry({ subject, at: new Date(Date.UTC(2026, 2, 1, 10, minute)) }));
  }
}

/** Everything of account 1 that matches, read in pages of this size. */
export async function findAll(
  audit: AuditLog,
  query: Omit<AuditQuery, 'limit' | 'before'>,
  limit: number,
): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (let before: AuditQuery['before'], pages = 0; pages < 1000; pages++) {
    const { events, next } = await audit.find(1, { ...query, before, limit });
    found.push(...events);
    if (!next) return found;
    assert.equal(events.length, limit, 'a page with another behind it is full');
    before = next;
  }
  throw new Error('The pages never end.');
}

export const subjectsOf = (events: readonly AuditEvent[]) => events.map(({ subject }) => subject);

import type { Kysely } from 'kysely';
import type { Directory, GroupRecord, GroupVersion } from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { readRecord, readRecords, readVersions } from './group-store.ts';

/** "Line 9" before "Line 10", capitals or not; the same order whatever the database's own collation. */
const names = new Intl.Collator('en', { numeric: true });

/** The groups of accounts as they are and were, for whoever only reads. */
export type Groups = Pick<Directory, 'list' | 'read' | 'versions'>;

/** Groups read from SQLite or PostgreSQL, whose tables are there. */
export class GroupReader implements Groups {
  constructor(private readonly db: Kysely<DirectorySchema>) {}

  async list(accountId: number, { deleted = false } = {}): Promise<GroupRecord[]> {
    const records = await readRecords(this.db, accountId, deleted);
    return records.sort((a, b) => names.compare(a.group.name, b.group.name) || a.group.id - b.group.id);
  }

  read(accountId: number, groupId: number): Promise<GroupRecord | undefined> {
    return readRecord(this.db, accountId, groupId);
  }

  versions(accountId: number, groupId: number): Promise<GroupVersion[]> {
    return readVersions(this.db, accountId, groupId);
  }
}

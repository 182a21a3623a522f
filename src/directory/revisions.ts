import type { Kysely, Transaction } from 'kysely';
import type { GroupChange, GroupRecord } from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { announceChange, type Engine } from './engine.ts';
import { readRecordsAfter } from './group-store.ts';

/** A committed change. Revisions count the changes of all groups, whichever process made them, in their order. */
export interface RevisedChange {
  readonly revision: number;
  readonly change: GroupChange;
}

/** The revision of the last change. */
export async function readRevision(db: Kysely<DirectorySchema>): Promise<number> {
  const { revision } = await db.selectFrom('directory_revision').select('revision').executeTakeFirstOrThrow();
  return revision;
}

/**
 * Makes the transaction the next change, of this group. Until its end every other one waits here: so revisions are in
 * the order of the commits, and whoever sees one sees all before it.
 */
export async function takeRevision(
  transaction: Transaction<DirectorySchema>,
  engine: Engine,
  groupId: number,
): Promise<number> {
  const { revision } = await transaction.updateTable('directory_revision')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .returning('revision').executeTakeFirstOrThrow();
  await transaction.updateTable('route_group').set({ revision }).where('id', '=', groupId).execute();
  await announceChange(transaction, engine);
  return revision;
}

/** What changed after a revision, in order: of each group the last change alone. */
export async function readChangesAfter(
  db: Kysely<DirectorySchema>,
  revision: number,
): Promise<RevisedChange[]> {
  const records = await readRecordsAfter(db, revision);
  return records.map(({ revision, record }) => ({ revision, change: changeOf(record) }));
}

/** What listeners hear of a group's new version. */
export function changeOf({ group, deletedAt }: GroupRecord): GroupChange {
  return deletedAt ? { kind: 'removed', groupId: group.id } : { kind: 'configured', group };
}

import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { RouteGroup } from '../routing/route-group.ts';
import type {
  Actor,
  Directory,
  Edit,
  EditOutcome,
  GroupChange,
  GroupContent,
  GroupRecord,
  GroupVersion,
} from './directory.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { type Change, createGroup, editGroup, type Editing } from './edit-group.ts';
import type { Engine } from './engine.ts';
import { readEveryGroup, readRecord, readRecords, readVersions } from './group-store.ts';

/** "Line 9" before "Line 10", capitals or not; the same order whatever the database's own collation. */
const names = new Intl.Collator('en', { numeric: true });

/** The directory over SQLite or PostgreSQL. */
export class KyselyDirectory implements Directory {
  readonly #db: Kysely<DirectorySchema>;
  readonly #engine: Engine;
  readonly #log: Log;
  readonly #now: () => Date;
  readonly #listeners = new Set<(change: GroupChange) => void>();
  /** The last write, over when it is committed and told. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(db: Kysely<DirectorySchema>, engine: Engine, log: Log, now: () => Date) {
    this.#db = db;
    this.#engine = engine;
    this.#log = log;
    this.#now = now;
  }

  async list(accountId: number, { deleted = false } = {}): Promise<GroupRecord[]> {
    const records = await readRecords(this.#db, accountId, deleted);
    return records.sort((a, b) => names.compare(a.group.name, b.group.name) || a.group.id - b.group.id);
  }

  read(accountId: number, groupId: number): Promise<GroupRecord | undefined> {
    return readRecord(this.#db, accountId, groupId);
  }

  create(accountId: number, content: GroupContent, actor: Actor): Promise<GroupRecord> {
    return this.#write(
      (editing) => createGroup(editing, accountId, content, actor),
      (record) => record,
    );
  }

  replace(edit: Edit & { readonly content: GroupContent }): Promise<EditOutcome> {
    return this.#edit(edit, { action: 'edited', content: edit.content });
  }

  remove(edit: Edit): Promise<EditOutcome> {
    return this.#edit(edit, { action: 'deleted' });
  }

  restore(edit: Edit): Promise<EditOutcome> {
    return this.#edit(edit, { action: 'restored' });
  }

  rotateKey(edit: Edit): Promise<EditOutcome> {
    return this.#edit(edit, { action: 'key rotated' });
  }

  versions(accountId: number, groupId: number): Promise<GroupVersion[]> {
    return readVersions(this.#db, accountId, groupId);
  }

  everyGroup(): Promise<RouteGroup[]> {
    return readEveryGroup(this.#db);
  }

  onChange(listener: (change: GroupChange) => void): () => void {
    const own = (change: GroupChange) => listener(change);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  async ping(): Promise<void> {
    await this.#db.selectFrom('route_group').select('id').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    await this.#db.destroy();
  }

  #edit(edit: Edit, change: Change): Promise<EditOutcome> {
    return this.#write(
      (editing) => editGroup(editing, edit, change),
      (outcome) => outcome.kind === 'saved' ? outcome.record : undefined,
    );
  }

  /**
   * One transaction, then its news. Writes take turns, so that the news of one commit is out before the next begins:
   * listeners hear of them in the order of the commits, and before whoever asked for the edit has its answer.
   */
  #write<Result>(
    work: (editing: Editing) => Promise<Result>,
    written: (result: Result) => GroupRecord | undefined,
  ): Promise<Result> {
    const turn = this.#lastWrite.then(async () => {
      const result = await this.#db.transaction().execute((transaction) =>
        work({ transaction, engine: this.#engine, at: this.#now() })
      );
      const record = written(result);
      if (record) this.#tell(record);
      return result;
    });
    this.#lastWrite = turn.catch(() => {});
    return turn;
  }

  #tell({ group, deletedAt }: GroupRecord) {
    const change: GroupChange = deletedAt
      ? { kind: 'removed', groupId: group.id }
      : { kind: 'configured', group };
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#log.error('A saved change did not reach every part of the service: restart it', {
          group: group.id,
          version: group.version,
          reason: String(error),
        });
      }
    }
  }
}

import type { Kysely, Transaction } from 'kysely';
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
  Rehearsal,
  VersionReference,
  Watch,
} from './directory.ts';
import { ChangeListeners } from './change-listeners.ts';
import type { DirectorySchema } from './directory-schema.ts';
import { type Change, createGroup, editGroup, type Editing, rehearseEdit } from './edit-group.ts';
import type { Engine } from './engine.ts';
import { GroupReader } from './group-reader.ts';
import { readEveryGroup, readGroupsAt } from './group-store.ts';
import { KyselySchedule } from './schedule/kysely-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';
import { changeOf, readChangesAfter, readRevision, type RevisedChange, takeRevision } from './revisions.ts';

export interface DirectoryOptions {
  /** The directory closes it; others may keep tables of their own in it. */
  readonly db: Kysely<DirectorySchema>;
  readonly engine: Engine;
  readonly log: Log;
  readonly now?: () => Date;
  /** Without it, changes of other processes are told with the next one of our own. */
  readonly watch?: Watch;
}

/** The directory over SQLite or PostgreSQL. */
export class KyselyDirectory implements Directory {
  readonly schedule: Schedule;
  readonly #db: Kysely<DirectorySchema>;
  readonly #groups: GroupReader;
  readonly #engine: Engine;
  readonly #log: Log;
  readonly #now: () => Date;
  readonly #listeners: ChangeListeners;
  readonly #watch: Watch | undefined;
  #watching: ReturnType<Watch> | undefined;
  /** The last write, over when it is committed and told. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** `revision` is the database's present one. */
  constructor({ db, engine, log, now = () => new Date(), watch }: DirectoryOptions, revision: number) {
    this.#db = db;
    this.#groups = new GroupReader(db);
    this.#engine = engine;
    this.#log = log;
    this.#now = now;
    this.#watch = watch;
    this.#listeners = new ChangeListeners(revision, log);
    this.schedule = new KyselySchedule({
      db,
      log,
      now,
      write: (work, written) => this.#write(work, written),
    });
  }

  list(accountId: number, options?: { readonly deleted?: boolean }): Promise<GroupRecord[]> {
    return this.#groups.list(accountId, options);
  }

  read(accountId: number, groupId: number): Promise<GroupRecord | undefined> {
    return this.#groups.read(accountId, groupId);
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

  rehearse(edit: Edit & { readonly content: GroupContent }): Promise<Rehearsal> {
    return rehearseEdit(this.#db, edit);
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
    return this.#groups.versions(accountId, groupId);
  }

  groupsAt(accountId: number, versions: readonly VersionReference[]): Promise<RouteGroup[]> {
    return readGroupsAt(this.#db, accountId, versions);
  }

  everyGroup(): Promise<RouteGroup[]> {
    return readEveryGroup(this.#db);
  }

  onChange(listener: (change: GroupChange) => void): () => void {
    this.#watching ??= this.#watch?.(() => this.#look());
    return this.#listeners.add(listener);
  }

  async ping(): Promise<void> {
    await this.#db.selectFrom('route_group').select('id').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#watching?.close();
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
      const { result, news } = await this.#db.transaction().execute(async (transaction) => {
        const result = await work({ transaction, engine: this.#engine, at: this.#now() });
        const record = written(result);
        return { result, news: record ? await this.#newsWith(record, transaction) : [] };
      });
      this.#listeners.tell(news);
      return result;
    });
    this.#lastWrite = turn.catch(() => {});
    return turn;
  }

  /** The change that is about to be committed, behind those of other processes that nobody here has heard of yet. */
  async #newsWith(
    record: GroupRecord,
    transaction: Transaction<DirectorySchema>,
  ): Promise<RevisedChange[]> {
    const revision = await takeRevision(transaction, this.#engine, record.group.id);
    if (revision <= this.#listeners.told) this.#rewind(revision - 1);
    const { told, isEmpty } = this.#listeners;
    if (revision === told + 1) return [{ revision, change: changeOf(record) }];
    return isEmpty ? [] : await readChangesAfter(transaction, told);
  }

  /** Tells what other processes have changed. */
  async #look() {
    const { told } = this.#listeners;
    const revision = await readRevision(this.#db);
    if (revision < told) this.#rewind(revision);
    if (revision > told) this.#listeners.tell(await readChangesAfter(this.#db, told));
  }

  #rewind(revision: number) {
    this.#log.error('The database is older than what was read from it before: restart every node.', {
      revision,
      before: this.#listeners.told,
    });
    this.#listeners.rewind(revision);
  }
}

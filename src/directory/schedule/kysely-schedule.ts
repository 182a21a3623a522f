import type { Kysely } from 'kysely';
import type { Log } from '../../log.ts';
import type { Edit, GroupContent, GroupRecord } from '../directory.ts';
import type { DirectorySchema } from '../directory-schema.ts';
import type { Editing } from '../edit-group.ts';
import { readRecord } from '../group-store.ts';
import { type CarriedOut, carryOutFirst } from './carry-out.ts';
import { readScheduled } from './read-scheduled.ts';
import type { Cancellation, EditTimes, Schedule, ScheduledEdit, ScheduleOutcome } from './schedule.ts';
import { cancelEdit, scheduleEdit } from './schedule-edit.ts';
import { readFirstDue } from './schedule-store.ts';

/** One transaction of the directory and its news: those of the record that `written` finds in the result. */
export type Write = <Result>(
  work: (editing: Editing) => Promise<Result>,
  written: (result: Result) => GroupRecord | undefined,
) => Promise<Result>;

export interface ScheduleOptions {
  readonly db: Kysely<DirectorySchema>;
  readonly log: Log;
  readonly now: () => Date;
  readonly write: Write;
}

/** The schedule in the directory's database, by the directory's own transactions. */
export class KyselySchedule implements Schedule {
  readonly #db: Kysely<DirectorySchema>;
  readonly #log: Log;
  readonly #now: () => Date;
  readonly #write: Write;

  constructor({ db, log, now, write }: ScheduleOptions) {
    this.#db = db;
    this.#log = log;
    this.#now = now;
    this.#write = write;
  }

  add(edit: Edit & EditTimes & { readonly content: GroupContent }): Promise<ScheduleOutcome> {
    return this.#write(
      (editing) => scheduleEdit(editing, edit),
      (outcome) => outcome.kind === 'saved' ? outcome.record : undefined,
    );
  }

  async list(accountId: number, groupId: number): Promise<ScheduledEdit[] | undefined> {
    const record = await readRecord(this.#db, accountId, groupId);
    return record && await readScheduled(this.#db, record);
  }

  cancel(cancellation: Cancellation): Promise<boolean> {
    return this.#write((editing) => cancelEdit(editing, cancellation), () => undefined);
  }

  async carryOut(): Promise<Date | undefined> {
    while (true) {
      const first = await readFirstDue(this.#db);
      if (!first || first.dueAt > this.#now()) return first?.dueAt;
      const outcome = await this.#write(
        (editing) => carryOutFirst(editing, first),
        (outcome) => outcome.kind === 'made' ? outcome.record : undefined,
      );
      this.#note(outcome);
    }
  }

  #note(outcome: CarriedOut) {
    if (outcome.kind === 'nothing due') return;
    const { id: group, accountId: account, version } = outcome.record.group;
    if (outcome.kind === 'made') this.#log.info('A scheduled edit was made.', { account, group, version });
    else this.#log.warn('A scheduled edit was not made.', { account, group, obstacle: outcome.obstacle });
  }
}

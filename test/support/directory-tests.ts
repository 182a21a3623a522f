import assert from 'node:assert/strict';
import type { Directory, GroupChange, GroupRecord } from '../../src/directory/directory.ts';
import type { ScheduleOutcome } from '../../src/directory/schedule/schedule.ts';
import type { Log } from '../../src/log.ts';

/** One database under test; its directories may be many, one after the other or at once. */
export interface DirectoryStorage {
  open(options?: { readonly log?: Log; readonly now?: () => Date }): Promise<Directory>;
  discard(): Promise<void>;
}

export type PrepareStorage = () => Promise<DirectoryStorage>;

/** How an engine's tests are declared: its name stands in each title, and each test has a database of its own. */
export function directoryTests(engine: string, prepare: PrepareStorage) {
  const testStorage = (title: string, body: (storage: DirectoryStorage) => Promise<void>) =>
    Deno.test(`${engine} directory ${title}`, async () => {
      const storage = await prepare();
      try {
        await body(storage);
      } finally {
        await storage.discard();
      }
    });
  const test = (title: string, body: (directory: Directory) => Promise<void>) =>
    testStorage(title, async (storage) => {
      const directory = await storage.open();
      try {
        await body(directory);
      } finally {
        await directory.close();
      }
    });
  return { test, testStorage };
}

/** Everything the directory tells from now on. */
export function listen(directory: Directory): GroupChange[] {
  const heard: GroupChange[] = [];
  directory.onChange((change) => heard.push(change));
  return heard;
}

export function savedBy(outcome: ScheduleOutcome): GroupRecord {
  assert.equal(outcome.kind, 'saved');
  return (outcome as ScheduleOutcome & { kind: 'saved' }).record;
}

export const idsOf = ({ group }: GroupRecord) => group.destinations.map(({ id }) => id);
export const namesOf = (records: readonly GroupRecord[]) => records.map(({ group }) => group.name);

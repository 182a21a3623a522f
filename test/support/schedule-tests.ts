import assert from 'node:assert/strict';
import type { Actor, Directory, GroupContent, GroupRecord } from '../../src/directory/directory.ts';
import type { EditTimes, ScheduledEdit, ScheduleOutcome } from '../../src/directory/schedule/schedule.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { directoryTests, type PrepareStorage } from './directory-tests.ts';
import { anna, editOf, groupContent } from './group-content.ts';

/** A directory on a clock that stands still. */
export interface TimedDirectory {
  readonly directory: Directory;
  /** Makes it later, and what is due by then; answers when the next is due. */
  readonly pass: (time: Hour) => Promise<Date | undefined>;
}

export type Hour = `${number}:${number}`;

/** An hour of the day on which everything in these tests happens. */
export function at(time: Hour): Date {
  return new Date(`2026-12-01T${time}:00.000Z`);
}

/** It is seven until somebody says otherwise. */
export function clock(): { readonly now: () => Date; readonly set: (time: Hour) => void } {
  let present = at('07:00');
  return { now: () => present, set: (time) => void (present = at(time)) };
}

/** How an engine's tests of the schedule are declared: with a directory on a clock that they move. */
export function timedTests(engine: string, prepare: PrepareStorage) {
  const { testStorage } = directoryTests(engine, prepare);
  const test = (title: string, body: (timed: TimedDirectory) => Promise<void>) =>
    testStorage(title, async (storage) => {
      const { now, set } = clock();
      const directory = await storage.open({ now });
      const pass: TimedDirectory['pass'] = (time) => {
        set(time);
        return directory.schedule.carryOut();
      };
      try {
        await body({ directory, pass });
      } finally {
        await directory.close();
      }
    });
  return { test, testStorage };
}

export function schedule(
  directory: Directory,
  record: GroupRecord,
  content: GroupContent,
  times: EditTimes,
  actor: Actor = anna,
): Promise<ScheduleOutcome> {
  const edit = editOf(record, { actor, expectedVersion: undefined });
  return directory.schedule.add({ ...edit, content, ...times });
}

/** Schedules an edit, which nothing speaks against. */
export async function scheduledBy(...asked: Parameters<typeof schedule>): Promise<ScheduledEdit> {
  const outcome = await schedule(...asked);
  assert.equal(outcome.kind, 'scheduled');
  return (outcome as ScheduleOutcome & { kind: 'scheduled' }).edit;
}

/** The group as it was created, its destinations with other percents. */
export function splitAs({ group }: GroupRecord, ...percents: number[]): GroupContent {
  const destinations = group.destinations.map((each, index) => ({
    ...each,
    basisPoints: percents[index] * 100,
  }));
  return groupContent({ destinations });
}

export const percentsOf = ({ destinations }: RouteGroup) =>
  destinations.map(({ basisPoints }) => basisPoints / 100);

export async function listed(directory: Directory, { group }: GroupRecord): Promise<ScheduledEdit[]> {
  return (await directory.schedule.list(group.accountId, group.id))!;
}

/** A group's present version and percents. */
export async function standing(directory: Directory, { group }: GroupRecord): Promise<[number, number[]]> {
  const present = (await directory.read(group.accountId, group.id))!.group;
  return [present.version, percentsOf(present)];
}

export function cancel(directory: Directory, { group }: GroupRecord, editId: number): Promise<boolean> {
  return directory.schedule.cancel({ accountId: 1, groupId: group.id, editId, actor: anna });
}

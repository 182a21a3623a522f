import assert from 'node:assert/strict';
import type { GroupRecord } from '../../src/directory/directory.ts';
import { listen, type PrepareStorage, savedBy } from '../support/directory-tests.ts';
import { anna, editOf, groupContent, newDestinations, robot } from '../support/group-content.ts';
import {
  at,
  cancel,
  clock,
  listed,
  percentsOf,
  schedule,
  scheduledBy,
  splitAs,
  standing,
  timedTests,
} from '../support/schedule-tests.ts';

/** What a directory on every engine must do with edits that are made later. */
export function directoryScheduleContract(engine: string, prepare: PrepareStorage) {
  const { test, testStorage } = timedTests(engine, prepare);

  test('makes a scheduled edit when it is due, in the name of who scheduled it', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const heard = listen(directory);
    const content = splitAs(created, 50, 50);
    const edit = await scheduledBy(directory, created, content, { effectiveAt: at('08:00') }, robot);
    assert.deepEqual([edit.dueAt, edit.until, edit.putsBack], [at('08:00'), null, false]);
    assert.deepEqual([edit.scheduledAt, edit.scheduledBy, edit.obstacle], [at('07:00'), robot, null]);
    assert.deepEqual([percentsOf(edit.before), percentsOf(edit.content)], [[60, 40], [50, 50]]);
    assert.deepEqual(await directory.read(1, created.group.id), { ...created, nextChangeAt: at('08:00') });

    assert.deepEqual(await pass('07:59'), at('08:00'));
    assert.deepEqual(heard, []);
    assert.equal(await pass('08:00'), undefined);
    const group = { ...created.group, destinations: content.destinations, version: 2 };
    assert.deepEqual(heard, [{ kind: 'configured', group }]);
    const record = { ...created, group, updatedAt: at('08:00'), updatedBy: robot };
    assert.deepEqual(await directory.read(1, created.group.id), record);
    const [version] = await directory.versions(1, created.group.id);
    assert.deepEqual([version.action, version.actor], ['edited as scheduled', robot]);
    assert.deepEqual(await directory.schedule.list(1, created.group.id), []);
  });

  test('gives new destinations their ids when an edit is scheduled', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const content = groupContent({ destinations: newDestinations(100) });
    const edit = await scheduledBy(directory, created, content, { effectiveAt: at('08:00') });
    const [{ id }] = edit.content.destinations;
    assert.ok(created.group.destinations.every((each) => each.id < id));
    await pass('08:00');
    const made = await directory.read(1, created.group.id);
    assert.deepEqual(made?.group.destinations.map((each) => each.id), [id]);
  });

  test('makes a scheduled edit whole, whatever was edited meanwhile', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    await scheduledBy(directory, created, splitAs(created, 50, 50), { effectiveAt: at('08:00') });
    const content = groupContent({ name: 'Renamed', destinations: [] });
    const renamed = savedBy(await directory.replace({ ...editOf(created), content }));
    assert.deepEqual(renamed.nextChangeAt, at('08:00'));
    const rotated = savedBy(await directory.rotateKey(editOf(renamed)));
    await pass('08:00');
    const { group } = (await directory.read(1, created.group.id))!;
    assert.deepEqual([group.name, percentsOf(group), group.version], ['Support', [50, 50], 4]);
    assert.equal(group.key, rotated.group.key, 'the key is no matter of edits');
  });

  test('edits no deleted group, also not when it is restored too late', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { effectiveAt: at('08:00'), until: at('18:00') };
    await scheduledBy(directory, created, splitAs(created, 0, 100), times);
    const deleted = savedBy(await directory.remove(editOf(created)));
    assert.equal((await listed(directory, created))[0].obstacle, 'deleted');
    await pass('08:00');
    await directory.restore(editOf(deleted));
    assert.equal(await pass('18:00'), undefined);
    assert.deepEqual(await standing(directory, created), [3, [60, 40]]);
    assert.deepEqual((await listed(directory, created)).map(({ obstacle }) => obstacle), ['deleted']);
  });

  test('makes no edit that was cancelled, nor puts it back', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { effectiveAt: at('08:00'), until: at('18:00') };
    const { id } = await scheduledBy(directory, created, splitAs(created, 0, 100), times);
    assert.equal(await cancel(directory, created, id), true);
    assert.equal(await cancel(directory, created, id), false);
    assert.deepEqual(await directory.read(1, created.group.id), created);
    assert.equal(await pass('18:00'), undefined);
    assert.deepEqual(await directory.read(1, created.group.id), created);
  });

  test('cancels nothing of another group or account', async ({ directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    const other = await directory.create(1, groupContent(), anna);
    const { id } = await scheduledBy(directory, created, groupContent(), { effectiveAt: at('08:00') });
    assert.equal(await cancel(directory, other, id), false);
    const groupId = created.group.id;
    const foreign = { accountId: 2, groupId, editId: id, actor: anna };
    assert.equal(await directory.schedule.cancel(foreign), false);
    assert.equal(await directory.schedule.list(2, groupId), undefined);
    assert.equal((await listed(directory, created)).length, 1);
  });

  test('schedules no edit for a time that has passed', async ({ directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    for (const times of [{ effectiveAt: at('07:00') }, { until: at('06:59') }]) {
      assert.deepEqual(await schedule(directory, created, groupContent(), times), { kind: 'past' });
    }
    assert.deepEqual(await directory.read(1, created.group.id), created);
    assert.equal((await directory.versions(1, created.group.id)).length, 1);
  });

  test('schedules no edit that could not be made now', async ({ directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { effectiveAt: at('08:00') };
    const content = groupContent();
    const kindOf = async (fields: Parameters<typeof editOf>[1], what = content) =>
      (await directory.schedule.add({ ...editOf(created, fields), content: what, ...times })).kind;
    assert.equal(await kindOf({ expectedVersion: 7 }), 'stale');
    assert.equal(await kindOf({ accountId: 2 }), 'missing');
    const unknown = groupContent({ destinations: [{ ...newDestinations(100)[0], id: 999_999 }] });
    assert.equal(await kindOf({}, unknown), 'unknown_destination');
    await directory.remove(editOf(created));
    assert.equal(await kindOf({ expectedVersion: undefined }), 'conflict');
    assert.deepEqual(await listed(directory, created), []);
  });

  testStorage('makes in order what became due while nothing ran', async (storage) => {
    const { now, set } = clock();
    const before = await storage.open({ now });
    const created = await before.create(1, groupContent(), anna);
    for (const [percent, hour] of [[10, '09:00'], [30, '11:00'], [20, '10:00']] as const) {
      const content = splitAs(created, percent, 100 - percent);
      await scheduledBy(before, created, content, { effectiveAt: at(hour), until: at('17:00') });
    }
    await before.close();
    set('16:00');
    const after = await storage.open({ now });
    const heard = listen(after);
    assert.deepEqual(await after.schedule.carryOut(), at('17:00'));
    const shown = heard.map((change) => change.kind === 'configured' && percentsOf(change.group));
    assert.deepEqual(shown, [[10, 90], [20, 80], [30, 70]]);
    const versions = await after.versions(1, created.group.id);
    assert.deepEqual(versions[0].at, at('16:00'), 'calls follow it since then');
    await after.close();
  });

  testStorage('lets many make what is due, each edit once', async (storage) => {
    const { now, set } = clock();
    const directories = [
      await storage.open({ now }),
      await storage.open({ now }),
      await storage.open({ now }),
    ];
    const groups: GroupRecord[] = [];
    for (let index = 0; index < 10; index++) {
      const created = await directories[0].create(1, groupContent(), anna);
      const times = { effectiveAt: at('08:00'), until: at('18:00') };
      await scheduledBy(directories[0], created, splitAs(created, 0, 100), times);
      groups.push(created);
    }
    for (const time of ['08:00', '18:00'] as const) {
      set(time);
      await Promise.all(directories.map(({ schedule }) => schedule.carryOut()));
    }
    for (const created of groups) assert.deepEqual(await standing(directories[1], created), [3, [60, 40]]);
    for (const directory of directories) await directory.close();
  });
}

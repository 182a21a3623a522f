import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PrepareStorage, savedBy } from '../support/directory-tests.ts';
import { anna, editOf, groupContent } from '../support/group-content.ts';
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

/** Up to six edits, each from one hour of the day on, or from now on, some of them until another hour. */
const plans = fc.array(
  fc.record({ from: fc.nat(9), hours: fc.nat(5), percent: fc.nat(100) }),
  { minLength: 1, maxLength: 6 },
);

const hour = (later: number) => new Date(at('07:00').getTime() + later * 3_600_000);

/** What a directory on every engine must do with edits that end. */
export function directoryTemporaryContract(engine: string, prepare: PrepareStorage) {
  const { test, testStorage } = timedTests(engine, prepare);

  test('puts a temporary edit back when its time is over', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { until: at('18:00') };
    const edited = savedBy(await schedule(directory, created, splitAs(created, 0, 100), times));
    assert.deepEqual([percentsOf(edited.group), edited.nextChangeAt], [[0, 100], at('18:00')]);
    const [end] = await listed(directory, created);
    assert.deepEqual([end.putsBack, end.dueAt, end.until], [true, at('18:00'), null]);
    assert.deepEqual([percentsOf(end.before), percentsOf(end.content)], [[0, 100], [60, 40]]);
    await pass('18:00');
    const back = (await directory.read(1, created.group.id))!;
    assert.deepEqual(back.group, { ...created.group, version: 3 });
    assert.equal(back.nextChangeAt, null);
    const [version] = await directory.versions(1, created.group.id);
    assert.deepEqual([version.action, version.actor], ['put back as scheduled', anna]);
  });

  test('makes a temporary edit later, and puts back what was there when it began', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { effectiveAt: at('08:00'), until: at('18:00') };
    const edit = await scheduledBy(directory, created, splitAs(created, 0, 100), times);
    assert.deepEqual(edit.until, at('18:00'));
    const renamed = splitAs(created, 70, 30);
    await directory.replace({ ...editOf(created), content: renamed });
    const [begin, end] = await listed(directory, created);
    assert.deepEqual([begin.id, begin.until, end.putsBack], [edit.id, at('18:00'), true]);
    assert.deepEqual([begin, end].map(({ content }) => percentsOf(content)), [[0, 100], [70, 30]]);
    assert.deepEqual(await pass('08:00'), at('18:00'));
    assert.deepEqual(await standing(directory, created), [3, [0, 100]]);
    await pass('18:00');
    assert.deepEqual(await standing(directory, created), [4, [70, 30]]);
  });

  test('does not put back over what somebody edited since, and says so', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { until: at('18:00') };
    const edited = savedBy(await schedule(directory, created, splitAs(created, 0, 100), times));
    const mine = splitAs(created, 10, 90);
    await directory.replace({ ...editOf(edited), content: mine });
    assert.deepEqual((await listed(directory, created)).map(({ obstacle }) => obstacle), ['edited']);
    assert.equal(await pass('18:00'), undefined);
    assert.deepEqual(await standing(directory, created), [3, [10, 90]]);
    const [missed] = await listed(directory, created);
    assert.deepEqual([missed.obstacle, missed.dueAt], ['edited', at('18:00')]);
    assert.equal((await directory.read(1, created.group.id))?.nextChangeAt, null);
    assert.equal(await cancel(directory, created, missed.id), true);
    assert.deepEqual(await listed(directory, created), []);
  });

  test('puts back although the key was rotated and the group deleted and restored', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { until: at('18:00') };
    const edited = savedBy(await schedule(directory, created, splitAs(created, 0, 100), times));
    const rotated = savedBy(await directory.rotateKey(editOf(edited)));
    await directory.restore(editOf(savedBy(await directory.remove(editOf(rotated))), { expectedVersion: 4 }));
    await pass('18:00');
    const { group } = (await directory.read(1, created.group.id))!;
    assert.deepEqual(group, { ...created.group, key: rotated.group.key, version: 6 });
  });

  test('puts back one temporary edit inside another, then the other', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const outer = { effectiveAt: at('08:00'), until: at('18:00') };
    const inner = { effectiveAt: at('10:00'), until: at('12:00') };
    await scheduledBy(directory, created, splitAs(created, 0, 100), outer);
    await scheduledBy(directory, created, splitAs(created, 50, 50), inner);
    const foreseen = (await listed(directory, created)).map(({ content }) => percentsOf(content));
    const made = [];
    for (const time of ['08:00', '10:00', '12:00', '18:00'] as const) {
      await pass(time);
      made.push((await standing(directory, created))[1]);
    }
    assert.deepEqual(made, [[0, 100], [50, 50], [0, 100], [60, 40]]);
    assert.deepEqual(foreseen, made);
  });

  test('puts back what was before both when temporary edits overlap', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const first = { effectiveAt: at('08:00'), until: at('12:00') };
    const second = { effectiveAt: at('10:00'), until: at('18:00') };
    await scheduledBy(directory, created, splitAs(created, 0, 100), first);
    await scheduledBy(directory, created, splitAs(created, 50, 50), second);
    const obstacles = (await listed(directory, created)).map(({ obstacle }) => obstacle);
    assert.deepEqual(obstacles, [null, null, 'overlapped', null]);
    await pass('10:00');
    assert.deepEqual(await pass('12:00'), at('18:00'));
    assert.deepEqual(await standing(directory, created), [3, [50, 50]]);
    assert.equal((await listed(directory, created)).length, 1);
    await pass('18:00');
    assert.deepEqual(await standing(directory, created), [4, [60, 40]]);
  });

  test('puts back nothing that somebody has put back before', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { until: at('18:00') };
    const edited = savedBy(await schedule(directory, created, splitAs(created, 0, 100), times));
    await directory.replace({ ...editOf(edited), content: splitAs(created, 60, 40) });
    await pass('18:00');
    assert.deepEqual((await standing(directory, created))[1], [60, 40]);
    assert.deepEqual(await listed(directory, created), []);
  });

  test('lets a temporary edit stay when what would put it back is cancelled', async ({ directory, pass }) => {
    const created = await directory.create(1, groupContent(), anna);
    const times = { effectiveAt: at('08:00'), until: at('18:00') };
    await scheduledBy(directory, created, splitAs(created, 0, 100), times);
    const [, end] = await listed(directory, created);
    assert.equal(await cancel(directory, created, end.id), true);
    await pass('18:00');
    assert.deepEqual(await standing(directory, created), [2, [0, 100]]);
  });

  testStorage('does what it foresees', (storage) =>
    fc.assert(
      fc.asyncProperty(plans, async (planned) => {
        const { now, set } = clock();
        const directory = await storage.open({ now });
        const created = await directory.create(1, groupContent(), anna);
        for (const { from, hours, percent } of planned) {
          const times = {
            ...from > 0 ? { effectiveAt: hour(from) } : {},
            ...hours > 0 ? { until: hour(from + hours) } : {},
          };
          await schedule(directory, created, splitAs(created, percent, 100 - percent), times);
        }
        const { version } = (await directory.read(1, created.group.id))!.group;
        const foreseen = await listed(directory, created);
        set('23:59');
        await directory.schedule.carryOut();
        const versions = (await directory.versions(1, created.group.id)).slice(0, -version).reverse();
        const made = foreseen.filter(({ obstacle }) => obstacle === null);
        assert.deepEqual(versions.map(({ content }) => content), made.map(({ content }) => content));
        const missed = (await listed(directory, created)).map(({ id }) => id);
        assert.deepEqual(
          missed,
          foreseen.filter(({ obstacle }) => obstacle === 'edited').map(({ id }) => id),
        );
        await directory.close();
      }),
      { numRuns: 25 },
    ));
}

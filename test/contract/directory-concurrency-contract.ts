import assert from 'node:assert/strict';
import type { GroupChange, GroupRecord } from '../../src/directory/directory.ts';
import { silentLog } from '../../src/log.ts';
import { directoryTests, idsOf, listen, type PrepareStorage, savedBy } from '../support/directory-tests.ts';
import { anna, editOf, groupContent, newDestinations, robot } from '../support/group-content.ts';

/** What a directory on every engine must do when much happens at once, and when it is closed and opened again. */
export function directoryConcurrencyContract(engine: string, prepare: PrepareStorage) {
  const { test, testStorage } = directoryTests(engine, prepare);

  test('tells each change in order, before its editor is answered', async (directory) => {
    const heard = listen(directory);
    const created = await directory.create(1, groupContent(), anna);
    assert.deepEqual(heard, [{ kind: 'configured', group: created.group }]);
    const rotated = savedBy(await directory.rotateKey(editOf(created)));
    assert.deepEqual(heard[1], { kind: 'configured', group: rotated.group });
    const deleted = savedBy(await directory.remove(editOf(rotated)));
    assert.deepEqual(heard[2], { kind: 'removed', groupId: created.group.id });
    const restored = savedBy(await directory.restore(editOf(deleted)));
    assert.deepEqual(heard[3], { kind: 'configured', group: restored.group });
    await directory.restore(editOf(deleted));
    assert.equal(heard.length, 4);
  });

  testStorage('begins an edit only when the one before is told', async (storage) => {
    let begun = 0;
    const directory = await storage.open({
      now: () => {
        begun += 1;
        return new Date();
      },
    });
    const begunWhenTold: number[] = [];
    directory.onChange(() => begunWhenTold.push(begun));
    await Promise.all([1, 2, 3, 4, 5].map(() => directory.create(1, groupContent(), anna)));
    assert.deepEqual(begunWhenTold, [1, 2, 3, 4, 5]);
    await directory.close();
  });

  test('tells a change only after it is committed', async (directory) => {
    const seen: Promise<GroupRecord | undefined>[] = [];
    directory.onChange((change) => {
      if (change.kind === 'configured') seen.push(directory.read(1, change.group.id));
    });
    const created = await directory.create(1, groupContent(), anna);
    assert.deepEqual(await seen[0], created);
  });

  test('stops telling a listener that has left', async (directory) => {
    const heard: GroupChange[] = [];
    const listener = (change: GroupChange) => heard.push(change);
    const leave = directory.onChange(listener);
    const leaveAgain = directory.onChange(listener);
    leave();
    await directory.create(1, groupContent(), anna);
    assert.equal(heard.length, 1);
    leaveAgain();
    await directory.create(1, groupContent(), anna);
    assert.equal(heard.length, 1);
  });

  testStorage('saves and tells the others when a listener fails, and asks for a person', async (storage) => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const directory = await storage.open({ log });
    directory.onChange(() => {
      throw new Error('broken');
    });
    const heard = listen(directory);
    const created = await directory.create(1, groupContent(), anna);
    assert.deepEqual(await directory.read(1, created.group.id), created);
    assert.equal(heard.length, 1);
    assert.equal(errors.length, 1);
    await directory.close();
  });

  test('saves exactly one of many edits of the same version', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const outcomes = await Promise.all(
      Array.from(
        { length: 50 },
        (_, index) =>
          directory.replace({ ...editOf(created), content: groupContent({ name: `Edit ${index}` }) }),
      ),
    );
    const [saved, ...others] = outcomes.filter(({ kind }) => kind === 'saved').map(savedBy);
    assert.deepEqual(others, []);
    const stale = outcomes.filter(({ kind }) => kind === 'stale');
    assert.equal(stale.length, 49);
    for (const outcome of stale) assert.deepEqual(outcome, { kind: 'stale', record: saved });
    assert.equal((await directory.versions(1, created.group.id)).length, 2);
  });

  test('gives concurrent edits versions without gaps and tells them in order', async (directory) => {
    const heard = listen(directory);
    const groups = await Promise.all(
      Array.from({ length: 5 }, () => directory.create(1, groupContent(), anna)),
    );
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const edit = editOf(groups[index % 5], { expectedVersion: undefined });
        const content = groupContent({ destinations: newDestinations(...Array(index % 4).fill(25)) });
        return index % 7 === 0 ? directory.rotateKey(edit) : directory.replace({ ...edit, content });
      }),
    );
    assert.ok(outcomes.every(({ kind }) => kind === 'saved'));
    for (const { group: { id } } of groups) {
      const upTo21 = Array.from({ length: 21 }, (_, index) => index + 1);
      const versions = (await directory.versions(1, id)).map(({ version }) => version);
      assert.deepEqual(versions, upTo21.toReversed());
      const told = heard.flatMap((change) => change.kind === 'configured' ? [change.group] : [])
        .filter((group) => group.id === id);
      assert.deepEqual(told.map(({ version }) => version), upTo21);
      assert.deepEqual((await directory.read(1, id))?.group, told.at(-1));
    }
  });

  testStorage('lets two directories on one database save one of two edits', async (storage) => {
    const directories = [await storage.open(), await storage.open()];
    let record = await directories[0].create(1, groupContent(), anna);
    for (let round = 0; round < 20; round++) {
      const outcomes = await Promise.all(
        directories.map((directory) => directory.replace({ ...editOf(record), content: groupContent() })),
      );
      assert.deepEqual(outcomes.map(({ kind }) => kind).sort(), ['saved', 'stale']);
      record = savedBy(outcomes.find(({ kind }) => kind === 'saved')!);
    }
    const edit = editOf(record, { expectedVersion: undefined });
    const unasked = await Promise.all(
      Array.from({ length: 20 }, (_, index) => directories[index % 2].rotateKey(edit)),
    );
    assert.ok(unasked.every(({ kind }) => kind === 'saved'));
    assert.equal((await directories[1].read(1, record.group.id))?.group.version, 41);
    for (const directory of directories) await directory.close();
  });

  testStorage('lets many open one new database at once', async (storage) => {
    const directories = await Promise.all(Array.from({ length: 5 }, () => storage.open()));
    const created = await directories[0].create(1, groupContent(), anna);
    for (const directory of directories) assert.deepEqual(await directory.list(1), [created]);
    await Promise.all(directories.map((directory) => directory.close()));
  });

  testStorage('finishes the edits under way when it is closed', async (storage) => {
    const directory = await storage.open();
    const under = [1, 2, 3].map(() => directory.create(1, groupContent(), anna));
    await directory.close();
    const records = await Promise.all(under);
    await assert.rejects(directory.create(1, groupContent(), anna));
    const again = await storage.open();
    assert.deepEqual(await again.list(1), records);
    await again.close();
  });

  testStorage('keeps everything when it is opened again', async (storage) => {
    const first = await storage.open();
    const kept = await first.create(1, groupContent(), anna);
    const edited = savedBy(
      await first.replace({ ...editOf(kept), content: groupContent({ name: 'Edited', destinations: [] }) }),
    );
    const gone = savedBy(await first.remove(editOf(await first.create(1, groupContent(), robot))));
    const history = await first.versions(1, kept.group.id);
    await first.close();

    const second = await storage.open();
    assert.deepEqual(await second.list(1), [edited]);
    assert.deepEqual(await second.list(1, { deleted: true }), [gone]);
    assert.deepEqual(await second.versions(1, kept.group.id), history);
    const later = await second.create(1, groupContent(), anna);
    assert.ok(Math.min(...idsOf(later)) > Math.max(...idsOf(gone)));
    assert.ok(later.group.id > gone.group.id);
    await second.close();
  });
}

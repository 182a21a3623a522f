import assert from 'node:assert/strict';
import { directoryTests, type PrepareStorage, savedBy } from '../support/directory-tests.ts';
import { anna, editOf, groupContent, robot } from '../support/group-content.ts';

/** What every directory must do with a group from its creation to its deletion and back. */
export function directoryLifecycleContract(engine: string, prepare: PrepareStorage) {
  const { test, testStorage } = directoryTests(engine, prepare);

  test('shows and gives one account nothing of another', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const { id } = created.group;
    assert.equal(await directory.read(2, id), undefined);
    assert.deepEqual(await directory.versions(2, id), []);
    assert.deepEqual(await directory.list(2), []);
    for (const edit of [editOf(created, { accountId: 2 }), editOf(created, { groupId: id + 1 })]) {
      for (
        const outcome of [
          await directory.replace({
            ...edit,
            content: groupContent({ destinations: created.group.destinations }),
          }),
          await directory.replace({ ...edit, content: groupContent({ destinations: [] }) }),
          await directory.remove(edit),
          await directory.restore(edit),
          await directory.rotateKey(edit),
        ]
      ) assert.deepEqual(outcome, { kind: 'missing' });
    }
    assert.deepEqual(await directory.read(1, id), created);
  });

  test('finds nothing under a number that no group or account will ever have', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const huge = 999_999_999_999_999;
    assert.equal(await directory.read(1, huge), undefined);
    assert.equal(await directory.read(huge, created.group.id), undefined);
    assert.deepEqual(await directory.list(huge), []);
    assert.deepEqual(await directory.versions(1, huge), []);
    assert.deepEqual(await directory.remove(editOf(created, { groupId: huge })), { kind: 'missing' });
  });

  test('gives groups as they were in any of their versions, and of one account only', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const { id } = created.group;
    const emptied = savedBy(
      await directory.replace({ ...editOf(created), content: groupContent({ destinations: [] }) }),
    );
    const versions = [1, 2, 3].map((version) => ({ groupId: id, version }));
    const past = await directory.groupsAt(1, versions);
    assert.deepEqual(past.sort((a, b) => a.version - b.version), [created.group, emptied.group]);
    assert.deepEqual(await directory.groupsAt(1, versions.slice(0, 1)), [created.group]);
    assert.deepEqual(await directory.groupsAt(2, versions), []);
    assert.deepEqual(await directory.groupsAt(1, []), []);
    const many = Array.from({ length: 1200 }, (_, index) => ({ groupId: id, version: index + 1 }));
    assert.equal((await directory.groupsAt(1, many)).length, 2);
  });

  test('deletes a group and restores it under the same URL', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const deleted = savedBy(await directory.remove(editOf(created, { actor: robot })));
    assert.deepEqual(deleted.group, { ...created.group, version: 2 });
    assert.deepEqual([created.updatedBy, deleted.updatedBy], [anna, robot]);
    assert.deepEqual(deleted.deletedAt, deleted.updatedAt);
    assert.deepEqual(await directory.read(1, created.group.id), deleted);
    assert.deepEqual(await directory.list(1), []);
    assert.deepEqual(await directory.list(1, { deleted: true }), [deleted]);
    assert.deepEqual(await directory.everyGroup(), []);

    const restored = savedBy(await directory.restore(editOf(deleted)));
    assert.deepEqual(restored.group, { ...created.group, version: 3 });
    assert.equal(restored.deletedAt, null);
    assert.deepEqual(await directory.list(1), [restored]);
    assert.deepEqual(await directory.list(1, { deleted: true }), []);
    assert.deepEqual(await directory.everyGroup(), [restored.group]);
  });

  test('changes a deleted group only by restoring it', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    assert.deepEqual(await directory.restore(editOf(created)), { kind: 'conflict', record: created });
    const deleted = savedBy(await directory.remove(editOf(created)));
    const edit = editOf(deleted);
    for (
      const outcome of [
        await directory.replace({ ...edit, content: groupContent() }),
        await directory.remove(edit),
        await directory.rotateKey(edit),
      ]
    ) assert.deepEqual(outcome, { kind: 'conflict', record: deleted });
    assert.deepEqual(await directory.read(1, created.group.id), deleted);
  });

  test('rotates a key and changes nothing else', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const rotated = savedBy(await directory.rotateKey(editOf(created)));
    assert.match(rotated.group.key, /^[0-9a-f]{32}$/);
    assert.notEqual(rotated.group.key, created.group.key);
    assert.deepEqual(rotated.group, { ...created.group, version: 2, key: rotated.group.key });
    assert.deepEqual(await directory.everyGroup(), [rotated.group]);
  });

  testStorage('remembers of each version who made it, when, and its whole content', async (storage) => {
    let minute = 0;
    const directory = await storage.open({ now: () => new Date(Date.UTC(2026, 0, 1, 0, minute++)) });
    const created = await directory.create(1, groupContent(), anna);
    const edited = savedBy(
      await directory.replace({
        ...editOf(created, { actor: robot }),
        content: groupContent({ name: 'Second' }),
      }),
    );
    const rotated = savedBy(await directory.rotateKey(editOf(edited)));
    const deleted = savedBy(await directory.remove(editOf(rotated)));
    const restored = savedBy(await directory.restore(editOf(deleted, { actor: robot })));
    const versions = await directory.versions(1, created.group.id);
    assert.deepEqual(
      versions.map((
        { version, action, actor, at },
      ) => [version, action, actor, at.toISOString().slice(14, 16)]),
      [
        [5, 'restored', robot, '04'],
        [4, 'deleted', anna, '03'],
        [3, 'key rotated', anna, '02'],
        [2, 'edited', robot, '01'],
        [1, 'created', anna, '00'],
      ],
    );
    assert.deepEqual(
      versions.map(({ content }) => content),
      [restored, deleted, rotated, edited, created].map(({ group }) => group),
    );
    const { createdAt, updatedAt } = restored;
    assert.deepEqual([createdAt, updatedAt], [versions[4].at, versions[0].at]);
    assert.deepEqual(await directory.read(1, created.group.id), restored);
    await directory.close();
  });
}

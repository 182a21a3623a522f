import assert from 'node:assert/strict';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import {
  directoryTests,
  idsOf,
  listen,
  namesOf,
  type PrepareStorage,
  savedBy,
} from '../support/directory-tests.ts';
import { anna, contentOf, editOf, groupContent, newDestinations } from '../support/group-content.ts';

/** What every directory must do with what people write. */
export function directoryEditsContract(engine: string, prepare: PrepareStorage) {
  const { test } = directoryTests(engine, prepare);

  test('begins empty and answers', async (directory) => {
    assert.deepEqual(await directory.list(1), []);
    assert.deepEqual(await directory.everyGroup(), []);
    await directory.ping();
  });

  test('keeps a new group exactly as it was written', async (directory) => {
    const destinations = [
      { ...newDestinations(100)[0], name: 'Zürich "Nord"', uri: "tel:+1617712300;x='1'", maxActive: 0 },
      { ...newDestinations(100)[0], name: '夜間', tier: 2, basisPoints: 3333, state: 'draining' as const },
    ];
    const content = groupContent({ name: "O'Brien & Söhne", balance: 'calls', destinations });
    const { group, deletedAt } = await directory.create(4, content, anna);
    const { id, key, accountId, version, ...rest } = group;
    assert.deepEqual({ accountId, version, deletedAt }, { accountId: 4, version: 1, deletedAt: null });
    assert.match(key, /^[0-9a-f]{32}$/);
    assert.deepEqual(
      { ...rest, destinations: rest.destinations.map(({ id: _, ...destination }) => destination) },
      { ...DEFAULT_POLICIES, ...content },
    );
    assert.deepEqual((await directory.read(4, id))?.group, group);
    assert.deepEqual(await directory.everyGroup(), [group]);
  });

  test('keeps every policy, and shared caps with the ids of their destinations', async (directory) => {
    const [boston, denver, austin] = newDestinations(50, 30, 20);
    const hours = {
      timeZone: 'America/New_York',
      open: [{ days: ['fri', 'sat'] as const, from: '20:00', to: '02:00' }],
      closed: ['2026-12-25'],
    };
    const policies = {
      timeZone: 'Europe/Dublin',
      lastResort: 'tel:+18005550100',
      terminalOutcomes: ['busy', 'declined'] as const,
      maxAttempts: 2,
      holdSeconds: 600,
      health: { ...DEFAULT_POLICIES.health, mode: 'on' as const, failurePercent: null },
    };
    const vendor = { name: 'Vendor X', maxActive: 9, caps: [{ per: 'day' as const, calls: 5 }] };
    const content = groupContent({
      ...policies,
      sharedCaps: [{ ...vendor, places: [0, 2] }],
      destinations: [{ ...boston, hours, caps: [{ per: 'hour', calls: 100 }] }, denver, austin],
    });
    const created = await directory.create(1, content, anna);
    const [{ id, ...kept }, , { id: third }] = created.group.destinations;
    assert.deepEqual({ ...created.group, ...policies }, created.group);
    assert.deepEqual(kept, content.destinations[0]);
    assert.deepEqual(created.group.sharedCaps, [{ ...vendor, destinations: [id, third] }]);

    const { group } = savedBy(
      await directory.replace({
        ...editOf(created),
        content: groupContent({
          sharedCaps: [{ ...vendor, places: [0, 1] }],
          destinations: [boston, { ...austin, id: third }],
        }),
      }),
    );
    const [newcomer] = group.destinations;
    assert.deepEqual(group.sharedCaps, [{ ...vendor, destinations: [newcomer.id, third] }]);
    assert.deepEqual((await directory.read(1, group.id))?.group, group);
  });

  test('keeps nothing that is no part of a group', async (directory) => {
    const [destination] = newDestinations(100);
    const stray = {
      ...groupContent({ destinations: [{ ...destination, percent: 100 } as never] }),
      url: 'x',
    };
    const created = await directory.create(1, stray, anna);
    const saved = savedBy(await directory.replace({ ...editOf(created), content: stray }));
    for (const { group } of [created, saved]) {
      assert.ok(!JSON.stringify(group).includes('percent'));
      assert.ok(!('url' in group));
    }
  });

  test('gives every group another key and every destination an id of its own', async (directory) => {
    const groups = [];
    for (let index = 0; index < 20; index++) {
      groups.push((await directory.create(1 + index % 3, groupContent(), anna)).group);
    }
    assert.equal(new Set(groups.map(({ key }) => key)).size, 20);
    const ids = groups.flatMap(({ destinations }) => destinations.map(({ id }) => id));
    assert.equal(new Set(ids).size, 40);
    assert.deepEqual(ids.toSorted((a, b) => a - b), ids, 'ids ascend in the order of the destinations');
    assert.ok(ids.every((id) => Number.isInteger(id) && id > 0));
  });

  test('gives a copied group destinations of its own', async (directory) => {
    const { group } = await directory.create(1, groupContent(), anna);
    const copy = await directory.create(1, contentOf(group), anna);
    assert.deepEqual(idsOf(copy).filter((id) => group.destinations.some((each) => each.id === id)), []);
  });

  test('lists by name as people count, only the account’s own', async (directory) => {
    for (const name of ['Line 10', 'line 9', 'Zebra', 'Ärzte', 'Line 9']) {
      await directory.create(1, groupContent({ name }), anna);
    }
    await directory.create(2, groupContent({ name: 'Another account' }), anna);
    assert.deepEqual(namesOf(await directory.list(1)), ['Ärzte', 'line 9', 'Line 9', 'Line 10', 'Zebra']);
  });

  test('keeps a destination’s id through renames, new percents and another order', async (directory) => {
    const record = await directory.create(1, groupContent(), anna);
    const [first, second] = record.group.destinations;
    const [newcomer] = newDestinations(20);
    const destinations = [newcomer, { ...second, name: 'Renamed', basisPoints: 3000 }, {
      ...first,
      basisPoints: 5000,
    }];
    const saved = savedBy(
      await directory.replace({ ...editOf(record), content: groupContent({ destinations }) }),
    );
    assert.equal(saved.group.version, 2);
    assert.equal(saved.group.key, record.group.key);
    const [newId, ...kept] = idsOf(saved);
    assert.deepEqual(kept, [second.id, first.id]);
    assert.ok(newId > second.id);
    assert.deepEqual(saved.group.destinations.map(({ name }) => name), ['A', 'Renamed', 'A']);
    assert.deepEqual((await directory.read(1, record.group.id))?.group, saved.group);
  });

  test('never gives an id again', async (directory) => {
    let record = await directory.create(1, groupContent(), anna);
    const seen = new Set(idsOf(record));
    for (let round = 0; round < 5; round++) {
      record = savedBy(await directory.replace({ ...editOf(record), content: groupContent() }));
      for (const id of idsOf(record)) assert.ok(!seen.has(id));
      idsOf(record).forEach((id) => seen.add(id));
    }
  });

  test('brings an old version back with its destinations as who they were', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const emptied = savedBy(
      await directory.replace({ ...editOf(created), content: groupContent({ destinations: [] }) }),
    );
    const [, old] = await directory.versions(1, created.group.id);
    const saved = savedBy(await directory.replace({ ...editOf(emptied), content: contentOf(old.content) }));
    assert.deepEqual(saved.group, { ...created.group, version: 3 });
  });

  test('refuses an edit of a version that is not the present one', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    const saved = savedBy(
      await directory.replace({ ...editOf(created), content: groupContent({ name: 'Second' }) }),
    );
    const late = { ...editOf(created), content: groupContent({ name: 'Late' }) };
    const early = { ...late, expectedVersion: 3 };
    for (
      const outcome of [
        await directory.replace(late),
        await directory.replace(early),
        await directory.remove(late),
        await directory.restore(late),
        await directory.rotateKey(late),
      ]
    ) assert.deepEqual(outcome, { kind: 'stale', record: saved });
    assert.deepEqual(await directory.read(1, created.group.id), saved);
  });

  test('edits whatever is there when no version is expected', async (directory) => {
    const created = await directory.create(1, groupContent(), anna);
    for (const version of [2, 3]) {
      const edit = editOf(created, { expectedVersion: undefined });
      const saved = savedBy(await directory.replace({ ...edit, content: groupContent() }));
      assert.equal(saved.group.version, version);
    }
  });

  test('refuses ids that are not the group’s destinations', async (directory) => {
    const heard = listen(directory);
    const mine = await directory.create(1, groupContent(), anna);
    const other = await directory.create(1, groupContent(), anna);
    const [own] = mine.group.destinations;
    const [foreign] = other.group.destinations;
    const destinations = [
      own,
      foreign,
      { ...own, name: 'Twice' },
      { ...own, id: 999_999 },
      ...newDestinations(1),
    ];
    const outcome = await directory.replace({ ...editOf(mine), content: groupContent({ destinations }) });
    assert.deepEqual(outcome, { kind: 'unknown_destination', ids: [foreign.id, own.id, 999_999] });
    assert.deepEqual(await directory.read(1, mine.group.id), mine);
    assert.equal((await directory.versions(1, mine.group.id)).length, 1);
    assert.equal(heard.length, 2);
  });

  test('rehearses an edit: what would be saved, with nothing written', async (directory) => {
    const record = await directory.create(1, groupContent(), anna);
    const [boston] = contentOf(record.group).destinations;
    const [, austin] = newDestinations(50, 50);
    const sharedCaps = [{ name: 'Both', places: [0, 1], maxActive: 3, caps: [] }];
    const content = groupContent({ name: 'Sales', sharedCaps, destinations: [austin, boston] });
    const heard = listen(directory);
    const rehearsal = await directory.rehearse({ ...editOf(record), content });
    assert.ok(rehearsal.kind === 'rehearsed');
    const { present, next } = rehearsal;
    assert.deepEqual(present, record.group);
    assert.deepEqual([next.name, next.version, next.key], ['Sales', 2, present.key]);
    assert.deepEqual(next.destinations, [{ ...austin, id: -1 }, boston]);
    assert.deepEqual(next.sharedCaps[0].destinations, [-1, boston.id]);
    assert.deepEqual(await directory.read(1, present.id), record);
    assert.deepEqual(heard, []);
    const { group } = savedBy(await directory.replace({ ...editOf(record), content }));
    const ids = new Map(next.destinations.map(({ id }, place) => [id, group.destinations[place].id]));
    assert.deepEqual(group, {
      ...next,
      sharedCaps: next.sharedCaps.map((cap) => ({
        ...cap,
        destinations: cap.destinations.map((id) => ids.get(id)!),
      })),
      destinations: next.destinations.map((each) => ({ ...each, id: ids.get(each.id)! })),
    });
  });

  test('refuses to rehearse what it would refuse to save', async (directory) => {
    const record = await directory.create(1, groupContent(), anna);
    const content = contentOf(record.group);
    const kindOf = async (fields: Parameters<typeof editOf>[1], of = content) =>
      (await directory.rehearse({ ...editOf(record, fields), content: of })).kind;
    const unknown = groupContent({ destinations: [{ ...content.destinations[0], id: 999_999 }] });
    assert.equal(await kindOf({ expectedVersion: 7 }), 'stale');
    assert.equal(await kindOf({ accountId: 2 }), 'missing');
    assert.equal(await kindOf({}, unknown), 'unknown_destination');
    await directory.remove(editOf(record));
    assert.equal(await kindOf({ expectedVersion: 2 }), 'conflict');
  });
}

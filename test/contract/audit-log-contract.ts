import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { AuditQuery } from '../../src/directory/audit/audit-log.ts';
import {
  type AuditedDirectory,
  entry,
  findAll,
  type OpenAudited,
  recordSubjects,
  subjectsOf,
} from '../support/audit-tests.ts';
import type { EditTimes } from '../../src/directory/schedule/schedule.ts';
import { savedBy } from '../support/directory-tests.ts';
import { anna, editOf, groupContent, robot } from '../support/group-content.ts';
import { at, cancel, clock, listed, percentsOf, schedule, splitAs } from '../support/schedule-tests.ts';

/** What an audit log on every engine must do; the engine's name stands in each test's title. */
export function auditLogContract(engine: string, open: OpenAudited) {
  const test = (
    title: string,
    body: (house: AuditedDirectory) => Promise<void>,
    options?: Parameters<OpenAudited>[0],
  ) =>
    Deno.test(`${engine} audit log ${title}`, async () => {
      await using house = await open(options);
      await body(house);
    });

  test('gives back what was recorded', async ({ audit }) => {
    const recorded = entry();
    await audit.record(recorded);
    const { events: [{ id, ...event }], next } = await audit.find(1, { limit: 10 });
    assert.ok(id > 0);
    assert.deepEqual(event, { ...recorded, groupId: undefined, group: undefined });
    assert.equal(next, undefined);
  });

  test('gives the events of all accounts from where a reader is, in their order', async ({ audit, directory }) => {
    await audit.record(entry());
    const [{ id: first }] = await audit.since(0, 10);
    const { group } = await directory.create(2, groupContent(), anna);
    await audit.record(entry({ subject: 'Later', accountId: 3 }));
    const marks = await audit.since(first, 10);
    assert.deepEqual(marks.map(({ accountId, groupId, version }) => [accountId, groupId, version]), [
      [2, group.id, 1],
      [3, null, null],
    ]);
    const events = await Promise.all(marks.map(({ id }) => audit.read(id)));
    assert.deepEqual(events.map((event) => event?.subject), ['Support', 'Later']);
    assert.deepEqual([events[0]?.group?.content.id, events[1]?.group], [group.id, undefined]);
    assert.deepEqual(await audit.since(first, 1), marks.slice(0, 1));
    assert.deepEqual(await audit.since(marks[1].id, 10), []);
    assert.equal(await audit.read(marks[1].id + 1), undefined);
  });

  test('shows an account nothing of another', async ({ audit, directory }) => {
    await audit.record(entry());
    await directory.create(1, groupContent(), anna);
    assert.deepEqual(await audit.find(2, { limit: 10 }), { events: [], next: undefined });
  });

  test('tells of each change to a group with what it was before and after', async ({ audit, directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    const edited = savedBy(
      await directory.replace({
        ...editOf(created, { actor: robot }),
        content: groupContent({ name: 'Help desk' }),
      }),
    );
    const rotated = savedBy(await directory.rotateKey(editOf(edited)));
    const deleted = savedBy(await directory.remove(editOf(rotated)));
    const restored = savedBy(await directory.restore(editOf(deleted)));

    const { events } = await audit.find(1, { limit: 10 });
    assert.deepEqual(events.map(({ action, subject, actor }) => [action, subject, actor]), [
      ['group restored', 'Help desk', anna],
      ['group deleted', 'Help desk', anna],
      ['group key rotated', 'Help desk', anna],
      ['group edited', 'Help desk', robot],
      ['group created', 'Support', anna],
    ]);
    const records = [restored, deleted, rotated, edited, created];
    assert.deepEqual(events.map(({ at }) => at), records.map(({ updatedAt }) => updatedAt));
    assert.deepEqual(
      events.map(({ group }) => group),
      records.map(({ group }, index) => ({ content: group, before: records[index + 1]?.group })),
    );
  });

  const { now, set } = clock();
  test(
    'tells of scheduled edits: planned, made, put back, missed, postponed and cancelled',
    async (house) => {
      const { audit, directory } = house;
      const created = await directory.create(1, groupContent(), anna);
      const add = (percent: number, times: EditTimes) =>
        schedule(directory, created, splitAs(created, percent, 100 - percent), times, robot);
      await add(10, { effectiveAt: at('08:00'), until: at('10:00') });
      await add(20, { effectiveAt: at('09:00'), until: at('11:00') });
      await add(30, { effectiveAt: at('12:00'), until: at('13:00') });
      await add(40, { effectiveAt: at('14:00') });
      const last = (await listed(directory, created)).at(-1)!;
      await cancel(directory, created, last.id);
      for (const time of ['08:00', '09:00', '10:00', '11:00', '12:00'] as const) {
        set(time);
        await directory.schedule.carryOut();
      }
      await directory.replace({
        ...editOf(created, { expectedVersion: undefined }),
        content: groupContent(),
      });
      set('13:00');
      await directory.schedule.carryOut();
      await add(50, { until: at('15:00') });

      const [, ...events] = (await audit.find(1, { groupId: created.group.id, limit: 100 })).events
        .toReversed();
      const told = events.map(({ action, actor, details, groupId, group }) => {
        assert.equal(groupId, created.group.id);
        const times = [details.at, details.until].map((time) => time?.slice(11, 16) ?? '-').join(' ');
        return `${action} by ${actor.name}, ${times}: ${group ? percentsOf(group.content) : details.reason}`;
      });
      assert.deepEqual(told, [
        'group edit scheduled by Nightly import, 08:00 10:00: undefined',
        'group edit scheduled by Nightly import, 09:00 11:00: undefined',
        'group edit scheduled by Nightly import, 12:00 13:00: undefined',
        'group edit scheduled by Nightly import, 14:00 -: undefined',
        'group edit cancelled by Anna, 14:00 -: undefined',
        'group edited as scheduled by Nightly import, 08:00 10:00: 10,90',
        'group edited as scheduled by Nightly import, 09:00 11:00: 20,80',
        'group edit postponed by Nightly import, 10:00 -: another temporary edit was in effect, which ends with what was before both',
        'group put back as scheduled by Nightly import, 11:00 -: 60,40',
        'group edited as scheduled by Nightly import, 12:00 13:00: 30,70',
        'group edited by Anna, - -: 60,40',
        'group edit missed by Nightly import, 13:00 -: somebody edited the group meanwhile',
        'group edited by Nightly import, - 15:00: 50,50',
      ]);
    },
    { now },
  );

  test('knows nothing of an edit that was refused', async ({ audit, directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    const stale = editOf(created, { expectedVersion: 7 });
    for (
      const outcome of [
        await directory.replace({ ...stale, content: groupContent() }),
        await directory.remove(stale),
        await directory.restore(editOf(created)),
        await directory.rotateKey(editOf(created, { accountId: 2 })),
      ]
    ) assert.notEqual(outcome.kind, 'saved');
    assert.equal((await audit.find(1, { limit: 10 })).events.length, 1);
  });

  test('is written together with an edit, or neither of them', async ({ db, directory }) => {
    const created = await directory.create(1, groupContent(), anna);
    await sql`alter table audit_event rename to elsewhere`.execute(db);
    await assert.rejects(directory.create(1, groupContent(), anna), /audit_event/);
    await assert.rejects(directory.remove(editOf(created)), /audit_event/);
    assert.deepEqual(await directory.list(1), [created]);
  });

  test('lists the newest first, those of one moment the last recorded first', async ({ audit }) => {
    await audit.record(entry({ subject: 'noon', at: new Date('2026-03-01T12:00:00.000Z') }));
    await audit.record(entry({ subject: 'ten' }));
    await audit.record(entry({ subject: 'ten as well' }));
    const { events } = await audit.find(1, { limit: 10 });
    assert.deepEqual(subjectsOf(events), ['noon', 'ten as well', 'ten']);
  });

  for (const limit of [1, 2, 3, 7, 8]) {
    test(`has every event on one of its pages of ${limit}`, async ({ audit }) => {
      const subjects = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      await recordSubjects(audit, subjects);
      for (const subject of ['g1', 'g2']) {
        await audit.record(entry({ subject, at: new Date(Date.UTC(2026, 2, 1, 10, 6)) }));
      }
      const all = [...subjects, 'g1', 'g2'].reverse();
      assert.deepEqual(subjectsOf(await findAll(audit, {}, limit)), all);
    });
  }

  test('goes on where a page ended, whatever was recorded meanwhile', async ({ audit }) => {
    await recordSubjects(audit, ['a', 'b', 'c']);
    const { next } = await audit.find(1, { limit: 2 });
    await audit.record(entry({ subject: 'later', at: new Date('2026-03-02T00:00:00.000Z') }));
    assert.deepEqual(subjectsOf((await audit.find(1, { before: next, limit: 2 })).events), ['a']);
  });

  const filters: [string, Omit<AuditQuery, 'limit'>, string[]][] = [
    ['a part of the name of who did it', { who: 'ANN' }, ['IVR', 'bob@example.com']],
    ['the id of who did it', { who: 'k1' }, ['100 %', 'Acme']],
    ['a part of an id', { who: 'k' }, []],
    ['an action', { action: 'key created' }, ['IVR']],
    ['a part of whom or what it happened to', { subject: 'BOB@' }, ['bob@example.com']],
    ['a percent sign, which means itself', { subject: '%' }, ['100 %']],
    ['an underscore, which means itself', { subject: '_' }, []],
    ['a backslash, which means itself', { subject: '\\' }, []],
    ['the earliest time', { from: new Date('2026-03-03T00:00:00.000Z') }, ['100 %', 'IVR']],
    ['the time before which it was', { to: new Date('2026-03-03T00:00:00.000Z') }, [
      'Acme',
      'bob@example.com',
    ]],
    ['all of these', { who: 'anna', subject: 'i', from: new Date('2026-03-03T00:00:00.000Z') }, ['IVR']],
  ];
  const day = (date: number) => new Date(Date.UTC(2026, 2, date));
  for (const [what, filter, expected] of filters) {
    test(`finds events by ${what}`, async ({ audit }) => {
      const by = { ...robot, id: 'k1', name: 'Import' };
      await audit.record(
        entry({ action: 'invitation created', subject: 'bob@example.com', at: day(1) }),
      );
      await audit.record(entry({ action: 'account renamed', subject: 'Acme', actor: by, at: day(2) }));
      await audit.record(entry({ subject: 'IVR', at: day(3) }));
      await audit.record(entry({ action: 'key revoked', subject: '100 %', actor: by, at: day(4) }));
      assert.deepEqual(subjectsOf(await findAll(audit, filter, 10)), expected);
    });
  }

  test('finds the events of one group', async ({ audit, directory }) => {
    const first = await directory.create(1, groupContent({ name: 'First' }), anna);
    await directory.create(1, groupContent({ name: 'Second' }), anna);
    await directory.remove(editOf(first));
    await audit.record(entry());
    const found = await findAll(audit, { groupId: first.group.id }, 10);
    assert.deepEqual(found.map(({ action, subject }) => `${action}: ${subject}`), [
      'group deleted: First',
      'group created: First',
    ]);
  });

  test('finds nothing of a group that will never be, and everything before an event that will never be', async ({ audit }) => {
    await audit.record(entry());
    const huge = 999_999_999_999_999;
    assert.deepEqual(await findAll(audit, { groupId: huge }, 10), []);
    const before = { at: entry().at, id: huge };
    assert.equal((await audit.find(1, { before, limit: 10 })).events.length, 1);
  });

  test('finds what is rare across many stretches, in full pages', async ({ audit }) => {
    const subjects = Array.from({ length: 23 }, (_, index) => index % 5 === 0 ? `rare ${index}` : 'plain');
    await recordSubjects(audit, subjects);
    const rare = subjects.filter((subject) => subject !== 'plain').reverse();
    for (const limit of [1, 2, 5, 6]) {
      assert.deepEqual(subjectsOf(await findAll(audit, { subject: 'rare' }, limit)), rare);
    }
    const from = new Date(Date.UTC(2026, 2, 1, 10, 5));
    assert.deepEqual(subjectsOf(await findAll(audit, { subject: 'rare', from }, 2)), rare.slice(0, 4));
  }, { stretch: 3 });
}

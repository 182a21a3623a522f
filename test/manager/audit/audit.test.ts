import assert from 'node:assert/strict';
import type { AuditEventOutput } from '../../../src/contract/audit.ts';
import type { AuditLog } from '../../../src/directory/audit/audit-log.ts';
import { anna } from '../../support/group-content.ts';
import { entry, recordSubjects } from '../../support/audit-tests.ts';
import { type Answer, BASE, openControlPlane } from '../control-plane.ts';

const AUDIT = '/api/v1/account/audit';
const owner = { as: '1-owner' };

Deno.test('the audit log says who changed what in a group, and how', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const [boston, denver] = group.destinations;
  const edit = {
    name: 'Help desk',
    destinations: [{ ...boston, percent: 100 }, { ...denver, tier: 2, percent: 100 }],
  };
  await plane.ask('PUT', `/api/v1/groups/${group.id}`, { json: edit, headers: { 'if-match': '"1"' } });
  await plane.ask('POST', `/api/v1/groups/${group.id}/rotate-key`);

  const { status, json, text } = await plane.ask('GET', AUDIT, owner);
  assert.equal(status, 200);
  const actor = { kind: 'key', id: '1-editor', name: 'Key 1-editor' };
  assert.deepEqual(
    json.events.map(({ id: _, at: __, ...event }: { id: number; at: string }) => event),
    [
      ['group key rotated', 'Help desk', 3, []],
      ['group edited', 'Help desk', 2, [
        'Name: Support → Help desk',
        'Boston: 60 % → 100 %',
        'Denver: 40 % → 100 %, tier 1 → 2',
      ]],
      ['group created', 'Support', 1, [
        'Boston added: tel:+16177123000, 60 %',
        'Denver added: sip:1234@10.0.1.2, 40 %',
      ]],
    ].map(([action, subject, version, changes]) => ({
      actor,
      action,
      subject,
      group: { id: group.id, version },
      details: {},
      changes,
    })),
  );
  const { group: now } = (await plane.directory.read(1, group.id))!;
  for (const key of [group.key, now.key]) assert.ok(!text.includes(key), 'keys stay inside');
});

Deno.test('the audit log has what happened to people and keys', async () => {
  await using plane = await openControlPlane();
  await plane.audit.record(entry());
  const { json } = await plane.ask('GET', AUDIT, owner);
  const { id, ...event } = json.events[0];
  assert.ok(id > 0);
  assert.deepEqual(event, {
    at: '2026-03-01T10:00:00.000Z',
    actor: anna,
    action: 'key created',
    subject: 'Nightly import',
    group: null,
    details: { role: 'editor' },
    changes: [],
  });
  assert.equal(json.next, null);
});

Deno.test('the audit log is read page by page', async () => {
  await using plane = await openControlPlane();
  await recordSubjects(plane.audit, ['a', 'b', 'c', 'd', 'e']);
  const first = await plane.ask('GET', `${AUDIT}?limit=2`, owner);
  const second = await plane.ask('GET', `${AUDIT}?limit=2&before=${first.json.next}`, owner);
  const third = await plane.ask('GET', `${AUDIT}?limit=2&before=${second.json.next}`, owner);
  assert.deepEqual([first, second, third].map(({ json }) => subjects(json)), [['e', 'd'], ['c', 'b'], ['a']]);
  assert.equal(third.json.next, null);
});

Deno.test('a page has 50 events unless asked for another number', async () => {
  await using plane = await openControlPlane();
  await recordSubjects(plane.audit, Array.from({ length: 51 }, (_, index) => `event ${index}`));
  assert.equal((await plane.ask('GET', AUDIT, owner)).json.events.length, 50);
});

const filters: [string, string[]][] = [
  ['who=anna', ['IVR']],
  ['who=k1', ['bob@example.com']],
  ['action=invitation+created', ['bob@example.com']],
  ['action=group+created', []],
  ['subject=BOB', ['bob@example.com']],
  ['from=2026-03-02T00:00:00Z', ['bob@example.com']],
  ['from=2026-03-01T12:00:00%2B02:00&to=2026-03-02T00:00:00Z', ['IVR']],
  ['to=2026-03-01T10:00:00.000Z', []],
  ['who=anna&subject=ivr', ['IVR']],
  ['who=anna&subject=bob', []],
];

for (const [query, expected] of filters) {
  Deno.test(`the audit log and its export take ?${query}`, async () => {
    await using plane = await openControlPlane();
    await plane.audit.record(entry({ subject: 'IVR' }));
    const actor = { kind: 'key', id: 'k1', name: 'Import' } as const;
    const at = new Date('2026-03-02T00:00:00.000Z');
    await plane.audit.record(
      entry({ at, actor, action: 'invitation created', subject: 'bob@example.com' }),
    );
    assert.deepEqual(subjects((await plane.ask('GET', `${AUDIT}?${query}`, owner)).json), expected);
    assert.deepEqual(exported(await plane.ask('GET', `${AUDIT}.csv?${query}`, owner)), expected);
  });
}

Deno.test('the audit log of one group has its events alone', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create({ name: 'First' });
  await plane.create({ name: 'Second' });
  await plane.ask('DELETE', `/api/v1/groups/${id}`);
  const { json } = await plane.ask('GET', `${AUDIT}?group=${id}`, owner);
  assert.deepEqual(json.events.map(({ action, subject }: Event) => `${action}: ${subject}`), [
    'group deleted: First',
    'group created: First',
  ]);
  assert.deepEqual(exported(await plane.ask('GET', `${AUDIT}.csv?group=${id}`, owner)), ['First', 'First']);
});

const refused = [
  ['limit=0', '/limit'],
  ['limit=101', '/limit'],
  ['before=yesterday', '/before'],
  ['before=2026-02-30T00:00:00.000Z_1', '/before'],
  ['before=2026-02-01T00:00:00.000Z_x', '/before'],
  ['from=yesterday', '/from'],
  ['to=2026-02-30T00:00:00Z', '/to'],
  ['group=Support', '/group'],
  ['action=stolen', '/action'],
  ['who=', '/who'],
  ['subject=%00', '/subject'],
  ['form=2026-03-01T00:00:00Z', '/form'],
];

for (const [query, pointer] of refused) {
  Deno.test(`the audit log refuses ?${query} by name`, async () => {
    await using plane = await openControlPlane();
    const { status, json } = await plane.ask('GET', `${AUDIT}?${query}`, owner);
    assert.deepEqual([status, json.errors.map((fault: { pointer: string }) => fault.pointer)], [422, [
      pointer,
    ]]);
  });
}

Deno.test('nothing changes or deletes what the audit log has', async () => {
  await using plane = await openControlPlane();
  await plane.audit.record(entry());
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const path of [AUDIT, `${AUDIT}.csv`]) {
      const { status, headers } = await plane.ask(method, path, { ...owner, json: {} });
      assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD']);
    }
  }
});

Deno.test('admins read the audit log as owners do', async () => {
  await using plane = await openControlPlane();
  await plane.audit.record(entry());
  const { status, json } = await plane.ask('GET', AUDIT, { as: '1-admin' });
  assert.deepEqual([status, subjects(json)], [200, ['Nightly import']]);
});

Deno.test('an account sees and exports nothing of another', async () => {
  await using plane = await openControlPlane();
  await plane.audit.record(entry());
  const { id } = await plane.create();
  for (const query of ['', `?group=${id}`]) {
    assert.deepEqual((await plane.ask('GET', AUDIT + query, { as: '2-owner' })).json.events, []);
    assert.deepEqual(exported(await plane.ask('GET', `${AUDIT}.csv${query}`, { as: '2-owner' })), []);
  }
});

Deno.test('the export is a file of comma-separated values with every event', async () => {
  await using plane = await openControlPlane();
  await recordSubjects(plane.audit, Array.from({ length: 250 }, (_, index) => `event ${index}`));
  const answer = await plane.ask('GET', `${AUDIT}.csv`, owner);
  assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="audit.csv"');
  const expected = Array.from({ length: 250 }, (_, index) => `event ${249 - index}`);
  assert.deepEqual(exported(answer), expected);
});

Deno.test('the export has a line per event, under names of columns', async () => {
  await using plane = await openControlPlane();
  await plane.create({ destinations: [{ name: 'Boston, "North"', uri: 'tel:+16177123000', percent: 100 }] });
  await plane.audit.record(
    entry({
      action: 'member role changed',
      subject: 'bob@example.com',
      details: { from: 'viewer', to: 'admin' },
    }),
  );
  const { text } = await plane.ask('GET', `${AUDIT}.csv`, owner);
  const [columns, group, role] = text.split('\r\n');
  assert.equal(columns, '"time","who","kind","id","action","subject","group","version","details"');
  assert.equal(
    group.slice(group.indexOf(',')),
    ',"Key 1-editor","key","1-editor","group created","Support","1","1",' +
      '"Boston, ""North"" added: tel:+16177123000, 100 %"',
  );
  assert.equal(
    role,
    '"2026-03-01T10:00:00.000Z","Anna","user","u1","member role changed","bob@example.com","","",' +
      '"from: viewer; to: admin"',
  );
});

Deno.test('what somebody typed runs in nobody’s spreadsheet', async () => {
  await using plane = await openControlPlane();
  const name = '=HYPERLINK("https://evil.test";"Support")';
  await plane.create({ name });
  const { text } = await plane.ask('GET', `${AUDIT}.csv`, owner);
  assert.ok(text.includes(`"'=HYPERLINK(""https://evil.test"";""Support"")"`), text);
  assert.equal((await plane.ask('GET', AUDIT, owner)).json.events[0].subject, name);
});

Deno.test('spreadsheets see that the export is UTF-8', async () => {
  await using plane = await openControlPlane();
  const answer = await plane.manager.app.request(`${BASE}${AUDIT}.csv`, {
    headers: { authorization: 'Bearer 1-owner' },
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
});

Deno.test('an export that nobody waits for any longer reads no further', async () => {
  let pages = 0;
  const endless: AuditLog = {
    record: () => Promise.resolve(),
    since: () => Promise.resolve([]),
    read: () => Promise.resolve(undefined),
    find(_, { limit }) {
      pages++;
      const events = Array.from(
        { length: limit },
        (_, id) => ({ ...entry(), id, groupId: undefined, group: undefined }),
      );
      return Promise.resolve({ events, next: { at: new Date(), id: 1 } });
    },
  };
  await using plane = await openControlPlane({ audit: endless });
  const { body } = await plane.manager.app.request(`${BASE}${AUDIT}.csv`, {
    headers: { authorization: 'Bearer 1-owner' },
  });
  const reader = body!.getReader();
  await reader.read();
  await reader.cancel();
  const read = pages;
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve));
  assert.equal(pages, read);
  assert.ok(read < 10, `${read} pages were read for the first piece`);
});

Deno.test('an export from storage that fails is a problem, not half a file', async () => {
  await using plane = await openControlPlane({
    audit: {
      record: () => Promise.resolve(),
      since: () => Promise.resolve([]),
      read: () => Promise.resolve(undefined),
      find: () => Promise.reject(new Error('disk I/O error')),
    },
  });
  assert.equal((await plane.ask('GET', `${AUDIT}.csv`, owner)).status, 500);
});

type Event = AuditEventOutput;
const subjects = ({ events }: { events: Event[] }) => events.map(({ subject }) => subject);

/** The subjects in an export, whose fields have no commas. */
function exported({ text }: Answer): string[] {
  return text.split('\r\n').slice(1, -1).map((line) => line.split(',')[5].replaceAll('"', ''));
}

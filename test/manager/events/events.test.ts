import assert from 'node:assert/strict';
import type { GroupOutput } from '../../../src/contract/group.ts';
import { serviceEvent, serviceEventPage } from '../../../src/contract/event.ts';
import type { StoredEvent } from '../../../src/history/event-feed.ts';
import { createLog } from '../../../src/log.ts';
import { EventReader } from '../../../src/manager/events/event-reader.ts';
import { routeGroup } from '../../support/groups.ts';
import { type ControlPlane, openControlPlane } from '../control-plane.ts';

let calls = 0;

/** A call that its destination has failed, so many times. */
async function fail({ switchboard }: ControlPlane, { key }: GroupOutput, times: number, accountId = 1) {
  for (let time = 0; time < times; time++) {
    const session = `call ${calls++}`;
    await switchboard.place({ accountId, key, session });
    await switchboard.complete({ session, outcome: 'failed' });
  }
}

const alone = {
  destinations: [{ name: 'Boston', uri: 'tel:+16177123000', percent: 100, maxActive: 1 }],
  health: { mode: 'on', consecutiveFailures: 3 },
};

const list = async (plane: ControlPlane, query = '', as = '1-viewer') => {
  const { status, json } = await plane.ask('GET', `/api/v1/events${query}`, { as });
  assert.equal(status, 200);
  return serviceEventPage.parse(json);
};

const kindsOf = ({ events }: Awaited<ReturnType<typeof list>>) => events.map(({ kind }) => kind);

Deno.test('lists what happened to destinations, the newest first, with their evidence and names', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create(alone);
  await fail(plane, group, 3);
  const { events: [spared, full], next } = await list(plane);
  const where = { group: { id: group.id, name: 'Support' } };
  const { id, at, ...rest } = spared;
  assert.deepEqual(rest, {
    ...where,
    destination: { id: group.destinations[0].id, name: 'Boston' },
    kind: 'destination.spared',
    observed: false,
    because: { rule: 'consecutive', failures: 3 },
  });
  assert.ok(id > full.id && Date.parse(at) >= Date.parse(full.at));
  assert.deepEqual([full.kind, next], ['destination.cap_reached', null]);
});

Deno.test('gives the names that groups and destinations have now, and none when they are gone', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create(alone);
  await fail(plane, group, 1);
  const rename = async (name: string, destinations: unknown[]) => {
    const json = { name, destinations };
    const headers = { 'if-match': '*' };
    assert.equal((await plane.ask('PUT', `/api/v1/groups/${group.id}`, { json, headers })).status, 200);
  };
  const names = async () => {
    const [event] = (await list(plane)).events;
    return 'destination' in event ? [event.group.name, event.destination.name] : [];
  };
  await rename('Help', [{ id: group.destinations[0].id, name: 'Cambridge' }]);
  assert.deepEqual(await names(), ['Help', 'Cambridge']);
  await rename('Help', [{ name: 'Denver', uri: 'tel:+13035550100', percent: 100 }]);
  assert.deepEqual(await names(), ['Help', '']);
  await plane.ask('DELETE', `/api/v1/groups/${group.id}`);
  assert.deepEqual(await names(), ['Help', ''], 'a deleted group can be restored: it has its name');
});

Deno.test('filters by group, kind and time, and pages', async () => {
  await using plane = await openControlPlane();
  const [one, other] = [await plane.create(alone), await plane.create(alone)];
  await fail(plane, one, 3);
  await fail(plane, other, 1);
  assert.deepEqual(kindsOf(await list(plane, `?group=${other.id}`)), ['destination.cap_reached']);
  assert.deepEqual(kindsOf(await list(plane, '?kind=destination.spared')), ['destination.spared']);
  const first = await list(plane, '?limit=2');
  assert.equal(first.events.length, 2);
  const second = await list(plane, `?limit=2&before=${first.next}`);
  assert.deepEqual([second.events.length, second.next], [1, null]);
  const ids = [...first.events, ...second.events].map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted((a, b) => b - a));
  const later = new Date(Date.now() + 60_000).toISOString();
  assert.deepEqual(kindsOf(await list(plane, `?from=${later}`)), []);
  assert.equal((await list(plane, `?to=${later}`)).events.length, 3);
});

Deno.test("another account's events are nobody else's, and its groups are not there", async () => {
  await using plane = await openControlPlane();
  const group = await plane.create(alone);
  await fail(plane, group, 1);
  assert.deepEqual(kindsOf(await list(plane, '', '2-viewer')), []);
  const { status } = await plane.ask('GET', `/api/v1/events?group=${group.id}`, { as: '2-viewer' });
  assert.equal(status, 404);
});

Deno.test('refuses a query that it does not understand', async () => {
  await using plane = await openControlPlane();
  for (const query of ['kind=nothing', 'before=yesterday', 'limit=101', 'from=today', 'colour=red']) {
    const { status } = await plane.ask('GET', `/api/v1/events?${query}`, { as: '1-viewer' });
    assert.equal(status, 422, query);
  }
});

const stored: StoredEvent = {
  id: 1,
  atMs: Date.UTC(2026, 0, 1),
  accountId: 1,
  groupId: 1,
  destinationId: 1,
  kind: 'destination.trial',
  detail: { observed: false, attemptId: 9 },
  node: null,
};

Deno.test('leaves out what the contract does not know, and logs each kind of it once', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'text', write: (line) => void lines.push(line) });
  const reader = new EventReader(log);
  const odd = [
    { ...stored, id: 2, kind: 'destination.abducted' },
    { ...stored, id: 3, kind: 'destination.abducted' },
    { ...stored, id: 4, detail: {} },
    { ...stored, id: 5, groupId: null },
  ];
  const read = reader.read([stored, ...odd], () => routeGroup());
  assert.deepEqual(read.map(({ id }) => id), [1]);
  assert.equal(lines.length, 2);
  assert.match(lines[0], /WARN .* event=2 kind=destination.abducted/);
});

Deno.test('what a detail says never hides what happened where', () => {
  const [event] = new EventReader(createLog({ level: 'info', format: 'text' }))
    .read([{ ...stored, detail: { ...stored.detail, id: 99, group: 'x' } }], () => routeGroup());
  assert.deepEqual(serviceEvent.parse(event), event);
  assert.equal(event.id, 1);
});

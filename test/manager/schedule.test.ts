import assert from 'node:assert/strict';
import { scheduledEdits } from '../../src/contract/scheduled-edit.ts';
import { type ControlPlane, openControlPlane } from './control-plane.ts';

const GROUPS = '/api/v1/groups';
const HOUR_MS = 3_600_000;

/** A time in so many hours, as the API writes it. */
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

interface Put {
  readonly id: number;
  readonly version?: string;
  readonly times: Record<string, string>;
  readonly json?: unknown;
}

function put(plane: ControlPlane, { id, version = '"1"', times, json = { name: 'Help desk' } }: Put) {
  const query = new URLSearchParams(times);
  return plane.ask('PUT', `${GROUPS}/${id}?${query}`, { headers: { 'if-match': version }, json });
}

async function listed(plane: ControlPlane, id: number) {
  const { json } = await plane.ask('GET', `${GROUPS}/${id}/scheduled`, { as: '1-viewer' });
  return scheduledEdits.parse(json).scheduled;
}

Deno.test('an edit for later is accepted and changes nothing yet', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const [effectiveAt, until] = [inHours(1), inHours(2)];
  const { status, json } = await put(plane, { id: group.id, times: { effectiveAt, until } });
  assert.equal(status, 202);
  const { kind, changes, content, obstacle, scheduledBy } = json;
  assert.deepEqual([kind, changes, obstacle], ['edit', ['Name: Support → Help desk'], null]);
  assert.deepEqual([json.effectiveAt, json.until, scheduledBy.id], [effectiveAt, until, '1-editor']);
  assert.deepEqual(content.destinations, group.destinations, 'what it leaves out is as it is now');
  const { json: present } = await plane.ask('GET', `${GROUPS}/${group.id}`);
  assert.deepEqual({ ...present, warnings: [] }, { ...group, nextChangeAt: effectiveAt });
  const [edit, end] = await listed(plane, group.id);
  assert.deepEqual(edit, json);
  assert.deepEqual([end.kind, end.effectiveAt, end.until], ['put back', until, null]);
  assert.deepEqual(end.changes, ['Name: Help desk → Support']);
});

Deno.test('an edit with an end alone is saved now, and calls follow it', async () => {
  await using plane = await openControlPlane();
  const { id, key, destinations: [boston] } = await plane.create();
  const until = inHours(1);
  const json = { destinations: [{ ...boston, percent: 100 }] };
  const { status, headers, json: saved } = await put(plane, { id, times: { until }, json });
  assert.deepEqual([status, headers.get('etag'), saved.nextChangeAt], [200, '"2"', until]);
  for (const session of ['a', 'b', 'c']) {
    const placed = await plane.switchboard.place({ accountId: 1, key, session });
    assert.equal(placed.kind === 'placed' && placed.name, boston.name);
  }
  const [end] = await listed(plane, id);
  assert.deepEqual([end.kind, end.effectiveAt], ['put back', until]);
});

Deno.test('whoever edits a group that will change by itself is told so, and the list shows when', async () => {
  await using plane = await openControlPlane();
  const { id, warnings } = await plane.create();
  assert.deepEqual(warnings, []);
  const effectiveAt = inHours(1);
  await put(plane, { id, times: { effectiveAt } });
  const { json: saved } = await put(plane, { id, times: {}, json: { name: 'Mine' } });
  assert.deepEqual(saved.warnings, [{
    path: [],
    message: `An edit is scheduled for ${effectiveAt}: see /api/v1/groups/${id}/scheduled.`,
  }]);
  const { json: { groups } } = await plane.ask('GET', GROUPS);
  assert.equal(groups[0].nextChangeAt, effectiveAt);
});

Deno.test('a time may have any offset, and a plus sign that was left as it is', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const time = `${new Date(Date.now() + 30 * HOUR_MS).toISOString().slice(0, 10)}T08:00:00`;
  const path = `${GROUPS}/${id}?effectiveAt=${time}+01:00`;
  const { status, json } = await plane.ask('PUT', path, { headers: { 'if-match': '*' }, json: {} });
  assert.deepEqual([status, json.effectiveAt], [202, new Date(`${time}+01:00`).toISOString()]);
});

Deno.test('refuses times that mean nothing, and changes nothing', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const faults: [Record<string, string>, string, RegExp][] = [
    [{ effectiveAt: '2026-12-01T08:00:00' }, '/effectiveAt', /with its offset/],
    [{ until: 'tomorrow' }, '/until', /with its offset/],
    [{ effectiveAt: '9999-12-31T23:59:59Z' }, '/effectiveAt', /before the year 9999/],
    [{ effectiveAt: inHours(2), until: inHours(2) }, '/until', /later than effectiveAt/],
    [
      { effectiveAt: inHours(-1), until: inHours(1) },
      '/effectiveAt',
      /has passed\. Leave it out to save now/,
    ],
    [{ until: inHours(-1) }, '/until', /has passed/],
    [{ effectiveat: inHours(1) }, '/effectiveat', /There is no field "effectiveat"/],
  ];
  for (const [times, pointer, detail] of faults) {
    const { status, json } = await put(plane, { id, times });
    assert.equal(status, 422, JSON.stringify(times));
    assert.equal(json.errors[0].pointer, pointer);
    assert.match(json.errors[0].detail, detail);
  }
  const { json } = await plane.ask('GET', `${GROUPS}/${id}`);
  assert.deepEqual([json.version, json.nextChangeAt], [1, null]);
});

Deno.test('refuses a scheduled edit for all that it would refuse now', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const { id } = group;
  const times = { effectiveAt: inHours(1) };
  const { status, json } = await put(plane, {
    id,
    times,
    json: { destinations: [{ name: 'A', percent: 90 }] },
  });
  assert.equal(status, 422);
  assert.deepEqual(json.errors.map((each: { pointer: string }) => each.pointer), [
    '/destinations/0/uri',
    '/destinations',
  ]);
  assert.equal((await put(plane, { id, times, version: '"7"' })).status, 412);
  assert.equal(
    (await plane.ask('PUT', `${GROUPS}/${id}?effectiveAt=${times.effectiveAt}`, { json: {} })).status,
    428,
  );
  await plane.ask('DELETE', `${GROUPS}/${id}`);
  assert.equal((await put(plane, { id, times, version: '*' })).status, 409);
});

Deno.test('a cancelled edit is gone', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  await put(plane, { id, times: { effectiveAt: inHours(1), until: inHours(2) } });
  const [{ id: edit }] = await listed(plane, id);
  assert.equal((await plane.ask('DELETE', `${GROUPS}/${id}/scheduled/${edit}`)).status, 204);
  assert.deepEqual(await listed(plane, id), []);
  const { status, json } = await plane.ask('DELETE', `${GROUPS}/${id}/scheduled/${edit}`);
  assert.equal(status, 404);
  assert.match(json.detail, /it was made or cancelled/);
});

Deno.test('another account sees and cancels nothing', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  await put(plane, { id, times: { effectiveAt: inHours(1) } });
  const [{ id: edit }] = await listed(plane, id);
  assert.equal((await plane.ask('GET', `${GROUPS}/${id}/scheduled`, { as: '2-owner' })).status, 404);
  const cancelling = plane.ask('DELETE', `${GROUPS}/${id}/scheduled/${edit}`, { as: '2-owner' });
  assert.equal((await cancelling).status, 404);
  assert.equal((await listed(plane, id)).length, 1);
});

Deno.test('the audit log names the group of a scheduled edit, and no version', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const effectiveAt = inHours(1);
  await put(plane, { id, times: { effectiveAt } });
  const path = `/api/v1/account/audit?group=${id}&action=group edit scheduled`;
  const { json: { events } } = await plane.ask('GET', path, { as: '1-admin' });
  assert.equal(events.length, 1);
  assert.deepEqual([events[0].group, events[0].details], [{ id, version: null }, { at: effectiveAt }]);
});

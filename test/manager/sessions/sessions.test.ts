import assert from 'node:assert/strict';
import type { OpenSessionOutput } from '../../../src/contract/open-session.ts';
import { MOST_RELEASED, releaseSessions } from '../../../src/manager/sessions/release-sessions.ts';
import { type ControlPlane, openControlPlane } from '../control-plane.ts';

const LIST = '/api/v1/sessions';

Deno.test('the open sessions of a group say where they are and since when', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group.key, ['a', undefined]);
  const { status, json } = await plane.ask('GET', `/api/v1/groups/${group.id}/sessions`, { as: '1-viewer' });
  assert.equal(status, 200);
  const [first, second]: OpenSessionOutput[] = json.sessions;
  assert.deepEqual([first.session, second.session], ['a', null]);
  assert.deepEqual(first.group, { id: group.id, name: 'Support' });
  assert.deepEqual([first.destination.name, second.destination.name], ['Boston', 'Denver']);
  assert.equal(Date.parse(first.expiresAt) - Date.parse(first.openedAt), 7_200_000);
  assert.ok(first.ageSeconds < 60);
  assert.equal(json.next, null);
  assert.deepEqual(json.ages, [
    { underSeconds: 300, sessions: 2 },
    { underSeconds: 1800, sessions: 0 },
    { underSeconds: 7200, sessions: 0 },
    { underSeconds: null, sessions: 0 },
  ]);
});

Deno.test('the open sessions of an account come page by page, deleted groups and removed destinations included', async () => {
  await using plane = await openControlPlane();
  const one = await plane.create();
  const other = await plane.create({ name: 'Sales' });
  await place(plane, one.key, ['a', 'b']);
  await place(plane, other.key, ['c']);
  await plane.ask('PUT', `/api/v1/groups/${one.id}`, {
    json: { destinations: [{ name: 'New', uri: 'sip:1@10.0.0.9', percent: 100 }] },
    headers: { 'if-match': '*' },
  });
  await plane.ask('DELETE', `/api/v1/groups/${other.id}`);
  const first = (await plane.ask('GET', `${LIST}?limit=2`)).json;
  const last = (await plane.ask('GET', `${LIST}?limit=2&after=${first.next}`)).json;
  const seen = [...first.sessions, ...last.sessions] as OpenSessionOutput[];
  assert.deepEqual(seen.map(({ session, group }) => [session, group.name]), [
    ['a', 'Support'],
    ['b', 'Support'],
    ['c', 'Sales'],
  ]);
  assert.equal(seen[0].destination.name, null);
  assert.equal(last.next, null);
});

Deno.test('open sessions are searched by id, its beginning, destination and age', async () => {
  await using plane = await openControlPlane();
  const { key, destinations } = await plane.create();
  await place(plane, key, ['call-1', 'call-2', 'other']);
  const named = async (query: string) =>
    (await plane.ask('GET', `${LIST}?${query}`)).json.sessions.map(({ session }: OpenSessionOutput) =>
      session
    );
  assert.deepEqual(await named('session=call-1'), ['call-1']);
  assert.deepEqual(await named('sessionPrefix=call-'), ['call-1', 'call-2']);
  assert.deepEqual(await named('order=newest'), ['other', 'call-2', 'call-1']);
  assert.deepEqual(await named(`destination=${destinations[1].id}`), ['call-2']);
  assert.deepEqual(await named('openedBefore=2020-01-01T00:00:00Z'), []);
  for (
    const query of [
      'limit=0',
      'limit=201',
      'order=any',
      'after=x',
      'openedBefore=now',
      'sessions=a',
      'destination=-1',
    ]
  ) {
    assert.equal((await plane.ask('GET', `${LIST}?${query}`)).status, 422, query);
  }
});

Deno.test('another account sees nothing and releases nothing', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  await place(plane, key, ['a']);
  const as = '2-owner';
  const [attempt] = (await plane.ask('GET', LIST)).json.sessions;
  assert.deepEqual((await plane.ask('GET', LIST, { as })).json.sessions, []);
  assert.equal((await plane.ask('GET', `/api/v1/groups/${id}/sessions`, { as })).status, 404);
  const release = async (json: unknown) =>
    (await plane.ask('POST', `${LIST}/release`, { as, json })).json.released;
  assert.deepEqual([await release({ ids: [attempt.id] }), await release({ filter: {} })], [0, 0]);
  const inGroup = await plane.ask('POST', `/api/v1/groups/${id}/sessions/release`, {
    as,
    json: { filter: {} },
  });
  assert.equal(inGroup.status, 404);
  assert.equal((await plane.switchboard.snapshots([id])).get(id)!.active, 1);
});

Deno.test('an editor releases sessions by their attempts, once, and a viewer does not', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  const other = await plane.create({ name: 'Sales' });
  await place(plane, key, ['a', 'b']);
  await place(plane, other.key, ['c']);
  const listed: OpenSessionOutput[] = (await plane.ask('GET', LIST)).json.sessions;
  const ids = listed.filter(({ session }) => session !== 'b').map((each) => each.id);
  const path = `/api/v1/groups/${id}/sessions/release`;
  assert.equal((await plane.ask('POST', path, { as: '1-viewer', json: { ids } })).status, 403);
  assert.deepEqual((await plane.ask('POST', path, { json: { ids } })).json, { released: 1, more: false });
  assert.deepEqual((await plane.ask('POST', path, { json: { ids } })).json, { released: 0, more: false });
  const left = (await plane.ask('GET', LIST)).json.sessions;
  assert.deepEqual(left.map(({ session }: OpenSessionOutput) => session), ['b', 'c']);
});

Deno.test('what is released by a filter began before the request, and is in the audit log', async () => {
  await using plane = await openControlPlane();
  const { id, key, destinations } = await plane.create();
  await place(plane, key, ['a-1', 'a-2', 'b', undefined]);
  const openedBefore = new Date(Date.now() + 1000).toISOString();
  const path = `/api/v1/groups/${id}/sessions/release`;
  const release = async (filter: unknown) =>
    (await plane.ask('POST', path, { json: { filter } })).json.released;
  assert.equal(await release({ openedBefore: '2020-01-01T00:00:00Z' }), 0);
  const at = destinations[0].id;
  assert.equal(await release({ sessionPrefix: 'a-', destination: at, openedBefore }), 1);
  assert.equal(await release({ openedBefore }), 3);
  const { events } = (await plane.ask('GET', `/api/v1/account/audit?group=${id}`, { as: '1-admin' })).json;
  // deno-lint-ignore no-explicit-any -- as the API gives them
  const released = events.filter(({ action }: any) => action === 'sessions released');
  // deno-lint-ignore no-explicit-any -- as the API gives them
  assert.deepEqual(released.map(({ subject, actor, details }: any) => [subject, actor.name, details]), [
    ['Support', 'Key 1-editor', { 'released': '3', 'opened before': openedBefore }],
    ['Support', 'Key 1-editor', {
      'released': '1',
      'opened before': openedBefore,
      'session beginning with': 'a-',
      'at destination': 'Boston',
    }],
  ]);
});

Deno.test('a release names either attempts or a filter', async () => {
  await using plane = await openControlPlane();
  for (
    const json of [{}, { ids: [] }, { ids: [1], filter: {} }, { ids: [0] }, { filter: { age: 1 } }, {
      ids: ['1'],
    }]
  ) {
    assert.equal((await plane.ask('POST', `${LIST}/release`, { json })).status, 422, JSON.stringify(json));
  }
});

Deno.test('many sessions are released in slices, and one request ends only so many', async () => {
  const asked: number[] = [];
  const open = Array.from({ length: MOST_RELEASED }, (_, index) => index + 1);
  const sessions = {
    references: (_: unknown, limit: number) => Promise.resolve(open.slice(0, limit)),
  } as never;
  const switchboard = (degradedAfter: number) => ({
    release({ attempts }: { attempts: readonly unknown[] }) {
      asked.push(attempts.length);
      return Promise.resolve({ released: attempts.length, degraded: asked.length >= degradedAfter });
    },
  } as never);
  const filter = { accountId: 1 };
  const whole = await releaseSessions({ sessions, switchboard: switchboard(Infinity) }, filter);
  assert.deepEqual(whole, { released: MOST_RELEASED, more: true, degraded: false });
  assert.ok(asked.every((length) => length <= 500), String(asked));
  asked.length = 0;
  const stopped = await releaseSessions({ sessions, switchboard: switchboard(2) }, filter);
  assert.deepEqual(stopped, { released: 1000, more: true, degraded: true });
});

/** Places calls, one after the other in time. */
async function place({ switchboard }: ControlPlane, key: string, sessions: readonly (string | undefined)[]) {
  for (const session of sessions) await switchboard.place({ accountId: 1, key, session });
}

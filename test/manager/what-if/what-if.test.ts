import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers';
import { setTimeout as delay } from 'node:timers/promises';
import type { GroupOutput } from '../../../src/contract/group.ts';
import type { WhatIfOutput } from '../../../src/contract/what-if.ts';
import type { History } from '../../../src/history/history.ts';
import { attempt, NOON_MS } from '../../simulation/replay/calls.ts';
import { type Asking, BASE, type ControlPlane, openControlPlane } from '../control-plane.ts';

const HOUR_MS = 3_600_000;

/** From an hour ago to a minute from now: what is yet to come is left out. */
function lately(): { from: string; to: string } {
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  return { from: at(-HOUR_MS), to: at(60_000) };
}

function ask(plane: ControlPlane, id: number, group: unknown, asking: Asking = {}) {
  const json = { ...lately(), group };
  return plane.ask('POST', `/api/v1/groups/${id}/what-if`, { as: '1-viewer', json, ...asking });
}

/** Places calls, each with a session of its own, and waits until they are written however slow the disk is. */
async function place({ switchboard }: ControlPlane, { key }: GroupOutput, calls: number) {
  for (let call = 0; call < calls; call++) {
    await switchboard.place({ accountId: 1, key, session: `${key}-${call}` });
  }
  while (switchboard.health().waiting > 0) await delay(5);
}

const percents = ({ destinations: [boston, denver] }: GroupOutput, [first, second]: [number, number]) => ({
  destinations: [{ ...boston, percent: first }, { ...denver, percent: second }],
});

Deno.test('answers what happened, and what present and edited settings would have made of it', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 10);
  const { status, json } = await ask(plane, group.id, percents(group, [20, 80]));
  assert.equal(status, 200);
  const { calls, version, destinations, happened, present, edited, hourly }: WhatIfOutput = json;
  assert.deepEqual([calls, version], [10, 1]);
  assert.deepEqual(
    destinations.map(({ name, presentPercent, editedPercent, happened, present, edited }) => [
      ...[name, presentPercent, editedPercent],
      ...[happened.placed, present.placed, edited.placed, edited.placedShare, edited.active.peak],
    ]),
    [['Boston', 60, 20, 6, 6, 2, 20, 2], ['Denver', 40, 80, 4, 4, 8, 80, 8]],
  );
  assert.deepEqual([happened, present, edited].map(({ placed, active: { peak } }) => [placed, peak]), [
    [10, 10],
    [10, 10],
    [10, 10],
  ]);
  assert.deepEqual(hourly.map(({ edited }) => edited).reduce(([a, b], [c, d]) => [a + c, b + d]), [2, 8]);
});

Deno.test('answers how many calls edited caps would have refused, and why', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 10);
  const [boston, denver] = group.destinations;
  const { json } = await ask(plane, group.id, {
    lastResort: 'tel:+16175550100',
    destinations: [{ ...boston, maxActive: 3 }, { ...denver, caps: [{ per: 'day', calls: 4 }] }],
  });
  assert.deepEqual(json.present.refused, {});
  assert.deepEqual([json.edited.placed, json.edited.refused], [7, { at_capacity: 3 }]);
  assert.equal(json.edited.lastResorts, 3);
});

Deno.test('tells of destinations that are new, and of those that the edit takes away', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 10);
  const [boston] = group.destinations;
  const austin = { name: 'Austin', uri: 'tel:+15125550100', percent: 50 };
  const { json } = await ask(plane, group.id, { destinations: [austin, { ...boston, percent: 50 }] });
  assert.deepEqual(
    json.destinations.map((
      { id, name, presentPercent, editedPercent, happened, edited }: WhatIfOutput['destinations'][number],
    ) => [id, name, presentPercent, editedPercent, happened.placed, edited.placed]),
    [
      [null, 'Austin', null, 50, 0, 5],
      [boston.id, 'Boston', 60, 50, 6, 5],
      [group.destinations[1].id, 'Denver', 40, null, 4, 0],
    ],
  );
});

Deno.test('names destinations that the group had when the calls came', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 5);
  const [boston] = group.destinations;
  const headers = { 'if-match': '*' };
  const json = { destinations: [{ ...boston, percent: 100 }] };
  await plane.ask('PUT', `/api/v1/groups/${group.id}`, { json, headers });
  const { json: answer } = await ask(plane, group.id, {});
  assert.deepEqual(
    answer.destinations.map(({ name, happened, present }: WhatIfOutput['destinations'][number]) => [
      name,
      happened.placed,
      present.placed,
    ]),
    [['Boston', 3, 5], ['Denver', 2, 0]],
  );
});

Deno.test('refuses what a save would refuse, in its words, and writes nothing', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const edits: [unknown, string, RegExp][] = [
    [percents(group, [20, 20]), '/group/destinations', /60 % is missing/],
    [
      { destinations: [{ ...group.destinations[0], percent: 100, name: '' }] },
      '/group/destinations/0/name',
      /./,
    ],
    [
      { destinations: [{ name: 'X', uri: 'tel:+16177123000', percent: 100, id: 987 }] },
      '/group/destinations/0/id',
      /never/,
    ],
    [{ colour: 'plum' }, '/group/colour', /no field/],
  ];
  for (const [edit, pointer, detail] of edits) {
    const asked = await ask(plane, group.id, edit);
    assert.equal(asked.status, 422);
    assert.equal(asked.json.errors[0].pointer, pointer);
    assert.match(asked.json.errors[0].detail, detail);
    const saved = await plane.ask('PUT', `/api/v1/groups/${group.id}`, {
      json: edit,
      headers: { 'if-match': '*' },
    });
    const pointers = saved.json.errors.map((each: { pointer: string }) => `/group${each.pointer}`);
    assert.deepEqual(asked.json.errors.map((each: { pointer: string }) => each.pointer), pointers);
  }
  assert.equal((await plane.ask('GET', `/api/v1/groups/${group.id}/versions`)).json.versions.length, 1);
  await plane.ask('DELETE', `/api/v1/groups/${group.id}`);
  assert.equal((await ask(plane, group.id, {})).status, 409);
});

Deno.test('refuses periods that are none, and groups of others', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const from = '2026-03-01T10:00:00Z';
  const periods = [
    [{ from, to: from }, '/to'],
    [{ from, to: '2026-05-01T10:00:00Z' }, '/from'],
    [{ from: '8026-03-01T10:00:00Z', to: '8026-03-01T11:00:00Z' }, '/from'],
    [{ from: 'yesterday', to: from }, '/from'],
  ] as const;
  for (const [period, pointer] of periods) {
    const { status, json } = await ask(plane, id, {}, { json: { ...period, group: {} } });
    assert.deepEqual([status, json.errors[0].pointer], [422, pointer]);
  }
  assert.equal((await ask(plane, id, {}, { as: '2-owner' })).status, 404);
  assert.equal((await ask(plane, id, {}, { as: null })).status, 401);
});

Deno.test('says when a period has more requests than are replayed, and which part of it has fewer', async () => {
  await using plane = await openControlPlane({ mostReplayed: 5 });
  const group = await plane.create();
  await place(plane, group, 6);
  const { status, json } = await ask(plane, group.id, {});
  assert.equal(status, 422);
  assert.match(
    json.detail,
    /^This period has more than 5 requests\. Choose a shorter one\. Its first \d+ minutes/,
  );
});

Deno.test('one is worked on, two wait, and the fourth is asked to come again', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 5);
  const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await ask(plane, group.id, {})).status));
  assert.deepEqual(statuses.toSorted(), [200, 200, 200, 429]);
  assert.equal((await ask(plane, group.id, {})).status, 200);
});

Deno.test('whoever goes away ends the work, and the next one has the turn', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 5);
  const leaving = new AbortController();
  const request = new Request(`${BASE}/api/v1/groups/${group.id}/what-if`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: 'Bearer 1-viewer', 'content-type': 'application/json' },
    body: JSON.stringify({ ...lately(), group: {} }),
  });
  const asked = plane.manager.app.fetch(request);
  await delay(1);
  leaving.abort();
  assert.equal((await asked).status, 503);
  assert.deepEqual(plane.lines.filter((line) => /failed/.test(line)), []);
  assert.equal((await ask(plane, group.id, {})).status, 200);
});

Deno.test('a connection that breaks ends the work', async () => {
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const history = {
    placed: () => Promise.resolve(new Map()),
    /** Has more to tell for as long as anybody listens. */
    async *replay() {
      begun.resolve();
      try {
        for (;; await delay(1)) yield [];
      } finally {
        ended.resolve();
      }
    },
  };
  await using plane = await openControlPlane({ history: history as unknown as History });
  const { id } = await plane.create();
  const server = Deno.serve(
    { port: 0, hostname: '127.0.0.1', onListen() {} },
    (request) => plane.manager.app.fetch(request),
  );
  const leaving = new AbortController();
  const asked = fetch(`http://127.0.0.1:${server.addr.port}/api/v1/groups/${id}/what-if`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { authorization: 'Bearer 1-viewer', 'content-type': 'application/json' },
    body: JSON.stringify({ ...lately(), group: {} }),
  });
  await begun.promise;
  leaving.abort();
  await assert.rejects(asked, /abort/i);
  await ended.promise;
  await server.shutdown();
});

Deno.test('the thread that answers calls goes on turning while a replay is worked on', async () => {
  const requests = Array.from({ length: 20_000 }, (_, call) => attempt(call));
  /** Comes without a turn of the event loop, so that every turn is one during the work. */
  async function* replay() {
    yield await Promise.resolve(requests);
  }
  const history = { placed: () => Promise.resolve(new Map()), replay } as unknown as History;
  await using plane = await openControlPlane({ history });
  const { id } = await plane.create();
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  turn();
  const period = { from: new Date(NOON_MS), to: new Date(NOON_MS + 6 * HOUR_MS) };
  const { status, json } = await ask(plane, id, {}, { json: { ...period, group: {} } });
  isOver = true;
  assert.deepEqual([status, json.calls], [200, 20_000]);
  // Here, it would be one long turn and a few short ones.
  assert.ok(turns > 200, `${turns} turns`);
});

Deno.test('a service that stops gives up what it works on', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  await place(plane, group, 5);
  const asked = ask(plane, group.id, {});
  plane.manager.endStreams();
  assert.equal((await asked).status, 503);
});

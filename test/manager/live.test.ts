import assert from 'node:assert/strict';
import type { ServiceEvent } from '../../src/contract/event.ts';
import { happenedEvent, type LiveEvent, liveEvent } from '../../src/contract/live.ts';
import type { GroupOutput } from '../../src/contract/group.ts';
import { silentLog } from '../../src/log.ts';
import { EventReader } from '../../src/manager/events/event-reader.ts';
import { HEARTBEAT_TICKS, LIFE_TICKS } from '../../src/manager/live/audience.ts';
import { groupLiveOf } from '../../src/manager/live/group-live.ts';
import { createLiveStream, type LiveStream } from '../../src/manager/live/live-stream.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { BASE, type ControlPlane, openControlPlane, support } from './control-plane.ts';

/** Ticks happen when a test says so. */
const NEVER_MS = 2 ** 31 - 1;

interface Stage extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly stream: LiveStream;
  /** How many snapshots the switchboard was asked for. */
  readonly looks: { count: number };
}

async function openStage(clock = Date.now): Promise<Stage> {
  const plane = await openControlPlane({}, clock);
  const looks = { count: 0 };
  const switchboard = Object.create(plane.switchboard, {
    snapshots: {
      value: (groupIds: number[]) => {
        looks.count += groupIds.length;
        return plane.switchboard.snapshots(groupIds);
      },
    },
  });
  const stream = createLiveStream({
    directory: plane.directory,
    switchboard,
    events: plane.history.events,
    eventReader: new EventReader(silentLog),
    log: silentLog,
    tickMs: NEVER_MS,
  });
  return {
    plane,
    stream,
    looks,
    async [Symbol.asyncDispose]() {
      stream.close();
      await plane[Symbol.asyncDispose]();
    },
  };
}

/** A viewer reads what was sent so far: everything that arrives without another tick. */
class Viewer {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #reading: Promise<ReadableStreamReadResult<Uint8Array>> | undefined;

  constructor(events: ReadableStream<Uint8Array>) {
    this.#reader = events.getReader();
  }

  /** The raw text that waits to be read, and whether the connection has ended. */
  async receive(): Promise<{ text: string; ended: boolean }> {
    let text = '';
    while (true) {
      this.#reading ??= this.#reader.read();
      const pause = new Promise<undefined>((resolve) => setTimeout(resolve, 0));
      const read = await Promise.race([this.#reading, pause]);
      if (!read) return { text, ended: false };
      this.#reading = undefined;
      if (read.done) return { text, ended: true };
      text += new TextDecoder().decode(read.value);
    }
  }

  async events(): Promise<LiveEvent[]> {
    const { text } = await this.receive();
    return [...text.matchAll(/^event: live\ndata: (.*)\n\n/gm)].map(([, data]) =>
      liveEvent.parse(JSON.parse(data))
    );
  }

  async happened(): Promise<ServiceEvent[]> {
    const { text } = await this.receive();
    return [...text.matchAll(/^event: happened\ndata: (.*)\n\n/gm)].flatMap(([, data]) =>
      happenedEvent.parse(JSON.parse(data)).events
    );
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

/** The call that fills it happens, and is told. */
const FULL_AT_ONE = { destinations: [{ name: 'Boston', uri: 'tel:+1617', percent: 100, maxActive: 1 }] };

const watch = async (stage: Stage, accountId = 1, groupId?: number) =>
  new Viewer(await stage.stream.watch(accountId, groupId));

let calls = 0;
const call = (plane: ControlPlane, { key }: GroupOutput) =>
  plane.switchboard.place({ accountId: 1, key, session: `call ${calls++}` });

Deno.test('shows target and actual shares, of calls in progress and of calls placed, to the hundredth', () => {
  const group = routeGroup({ destinations: split(50, 30, 20) });
  const destinations = [[1, 1, 4], [2, 1, 1], [3, 1, 1]].map(([id, active, placed]) => ({
    id,
    active,
    placed,
    state: 'open' as const,
    untilMs: null,
    health: 'in_service' as const,
    limits: [],
  }));
  const snapshot = { groupId: 1, version: 3, sinceMs: Date.UTC(2026, 0, 1), active: 5, destinations };
  const live = groupLiveOf({ group, createdAt: new Date() }, snapshot);
  assert.deepEqual(
    live.destinations.map(({ percent, activeShare, placedShare }) => [percent, activeShare, placedShare]),
    [[50, 33.33, 66.67], [30, 33.33, 16.67], [20, 33.33, 16.67]],
  );
  assert.deepEqual([live.active, live.placed, live.version], [5, 6, 3]);
  assert.equal(live.since, '2026-01-01T00:00:00.000Z');
});

Deno.test('a group without calls has no shares', () => {
  const createdAt = new Date('2026-02-03T04:05:06Z');
  const live = groupLiveOf({ group: routeGroup(), createdAt }, undefined);
  assert.deepEqual(live.destinations.map(({ activeShare, placedShare }) => [activeShare, placedShare]), [
    [null, null],
    [null, null],
  ]);
  assert.equal(live.since, createdAt.toISOString());
});

Deno.test('counts the calls that the switchboard placed', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  for (let index = 0; index < 10; index++) await call(plane, group);
  const { json } = await plane.ask('GET', `/api/v1/groups/${group.id}/live`);
  assert.deepEqual(
    json.destinations.map(({ name, active, activeShare }: never) => [name, active, activeShare]),
    [['Boston', 6, 60], ['Denver', 4, 40]],
  );
  assert.deepEqual((await plane.ask('GET', '/api/v1/live')).json.groups, [json]);
});

Deno.test('calls at a destination that an edit removed still count as in progress', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  for (let index = 0; index < 10; index++) await call(plane, group);
  await plane.ask('PUT', `/api/v1/groups/${group.id}`, {
    headers: { 'if-match': '"1"' },
    json: { destinations: [{ id: group.destinations[0].id, percent: 100 }] },
  });
  const { json } = await plane.ask('GET', `/api/v1/groups/${group.id}/live`);
  assert.deepEqual([json.active, json.destinations.length, json.destinations[0].activeShare], [10, 1, 100]);
});

Deno.test('the first event has everything, the next ones only what changed', async () => {
  await using stage = await openStage();
  const [one, two] = [await stage.plane.create({ name: 'One' }), await stage.plane.create({ name: 'Two' })];
  const viewer = await watch(stage);
  const [first] = await viewer.events();
  assert.deepEqual(first.groups.map(({ id }) => id).sort(), [one.id, two.id]);
  await stage.stream.tick();
  assert.deepEqual(await viewer.events(), []);
  await call(stage.plane, two);
  await stage.stream.tick();
  const [second] = await viewer.events();
  assert.deepEqual(second.groups.map(({ id, active }) => [id, active]), [[two.id, 1]]);
  await stage.stream.tick();
  assert.deepEqual(await viewer.events(), []);
});

Deno.test('what the clock alone changes of a destination is news', async () => {
  let nowMs = Date.parse('2026-11-23T07:59:00Z');
  await using stage = await openStage(() => nowMs);
  const [boston, denver] = support.destinations;
  const open = [{ days: ['mon'], from: '08:00', to: '18:00' }];
  const group = await stage.plane.create({
    destinations: [
      { ...boston, hours: { timeZone: 'UTC', open } },
      { ...denver, caps: [{ per: 'hour', calls: 1 }] },
    ],
  });
  const viewer = await watch(stage);
  await viewer.events();
  const look = async () => {
    await stage.stream.tick();
    return (await viewer.events()).flatMap(({ groups }) => groups).flatMap(({ destinations }) =>
      destinations
    );
  };
  const statesOf = async () => (await look()).map(({ state, until }) => [state, until]);
  const eight = '2026-11-23T08:00:00.000Z';
  await call(stage.plane, group);
  assert.deepEqual(await statesOf(), [['closed', eight], ['over_cap', eight]]);
  assert.deepEqual(await look(), [], 'while nothing changes');
  nowMs += 60_000;
  assert.deepEqual(await statesOf(), [['open', null], ['open', null]]);
  nowMs = Date.parse('2026-11-23T09:00:00Z');
  const [, capped] = await look();
  assert.equal(capped.limits[0].until, '2026-11-23T10:00:00.000Z', 'when a period has turned');
  nowMs = Date.parse('2026-11-23T18:00:00Z');
  assert.deepEqual((await statesOf())[0], ['closed', '2026-11-30T08:00:00.000Z']);
});

Deno.test('how the destinations of a group stand is told before the first call', () => {
  const group = routeGroup({ destinations: [destination(1, 100, { state: 'draining', maxActive: 5 })] });
  const [live] = groupLiveOf({ group, createdAt: new Date() }, undefined).destinations;
  const unused = { shared: null, per: null, used: 0, most: 5, until: null };
  assert.deepEqual([live.state, live.until, live.health, live.limits], ['draining', null, 'in_service', [
    unused,
  ]]);
});

Deno.test('an edit, a new group and a deleted one are news', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const viewer = await watch(stage);
  await viewer.events();
  const path = `/api/v1/groups/${group.id}`;
  await stage.plane.ask('PUT', path, {
    headers: { 'if-match': '"1"' },
    json: { destinations: group.destinations.map(({ id }) => ({ id, percent: 50 })) },
  });
  await stage.stream.tick();
  const [edited] = await viewer.events();
  assert.deepEqual(edited.groups[0].destinations.map(({ percent }) => percent), [50, 50]);
  const born = await stage.plane.create();
  await stage.stream.tick();
  assert.deepEqual((await viewer.events())[0].groups.map(({ id }) => id), [born.id]);
  await stage.plane.ask('DELETE', path);
  await stage.stream.tick();
  const [deleted] = await viewer.events();
  assert.deepEqual([deleted.groups, deleted.removed], [[], [group.id]]);
  await stage.plane.ask('POST', `${path}/restore`);
  await stage.stream.tick();
  const [restored] = await viewer.events();
  assert.deepEqual([restored.groups.map(({ id }) => id), restored.removed], [[group.id], []]);
});

Deno.test('who watches one group hears of that alone', async () => {
  await using stage = await openStage();
  const [one, two] = [await stage.plane.create(), await stage.plane.create()];
  const viewer = await watch(stage, 1, two.id);
  assert.deepEqual((await viewer.events())[0].groups.map(({ id }) => id), [two.id]);
  await call(stage.plane, one);
  await stage.stream.tick();
  assert.deepEqual(await viewer.events(), []);
  await call(stage.plane, two);
  await stage.stream.tick();
  assert.deepEqual((await viewer.events())[0].groups.map(({ id }) => id), [two.id]);
});

Deno.test("who watches one account hears nothing of another's", async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const viewer = await watch(stage, 2);
  assert.deepEqual((await viewer.events()).map(({ groups, removed }) => [groups, removed]), [[[], []]]);
  await call(stage.plane, group);
  await stage.stream.tick();
  assert.deepEqual(await viewer.events(), []);
});

Deno.test('an account is looked at once a tick, however many watch it', async () => {
  await using stage = await openStage();
  for (let index = 0; index < 5; index++) await stage.plane.create();
  for (let index = 0; index < 20; index++) await watch(stage);
  stage.looks.count = 0;
  await stage.stream.tick();
  assert.equal(stage.looks.count, 5);
});

Deno.test('nothing is looked at while nobody watches', async () => {
  await using stage = await openStage();
  await stage.plane.create();
  const [one, two] = [await watch(stage), await watch(stage)];
  await one.leave();
  await two.leave();
  stage.looks.count = 0;
  await stage.stream.tick();
  assert.equal(stage.looks.count, 0);
});

Deno.test('tells what happens in the account, with the names of now, once', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create(FULL_AT_ONE);
  await call(stage.plane, group);
  const viewer = await watch(stage);
  assert.deepEqual(await viewer.happened(), [], 'what happened before is read with GET');
  const other = await stage.plane.create({ ...FULL_AT_ONE, name: 'Sales' });
  await call(stage.plane, other);
  await call(stage.plane, other);
  await stage.stream.tick();
  const happened = await viewer.happened();
  assert.deepEqual(happened.map(({ kind }) => kind), ['destination.cap_reached', 'group.refusing']);
  assert.ok(happened.every((event) => 'group' in event && event.group.name === 'Sales'));
  await stage.stream.tick();
  assert.deepEqual(await viewer.happened(), []);
});

Deno.test("tells nobody of another account's events, nor whoever watches one group of another's", async () => {
  await using stage = await openStage();
  const [one, other] = [await stage.plane.create(FULL_AT_ONE), await stage.plane.create(FULL_AT_ONE)];
  const [stranger, ofOne, ofOther] = [
    await watch(stage, 2),
    await watch(stage, 1, one.id),
    await watch(stage, 1, other.id),
  ];
  for (const viewer of [stranger, ofOne, ofOther]) await viewer.receive();
  await call(stage.plane, one);
  await stage.stream.tick();
  assert.deepEqual(await stranger.happened(), []);
  assert.deepEqual((await ofOne.happened()).map(({ kind }) => kind), ['destination.cap_reached']);
  assert.deepEqual(await ofOther.happened(), []);
});

Deno.test('events are looked for once a tick, however many watch, and only while somebody does', async () => {
  await using stage = await openStage();
  await stage.plane.create(FULL_AT_ONE);
  const { events } = stage.plane.history;
  let looks = 0;
  const { since } = events;
  events.since = (...asked) => {
    looks += 1;
    return since.call(events, ...asked);
  };
  await stage.stream.tick();
  assert.equal(looks, 0);
  const viewers = [await watch(stage), await watch(stage), await watch(stage, 2)];
  looks = 0;
  await stage.stream.tick();
  assert.equal(looks, 1);
  for (const viewer of viewers) await viewer.leave();
  await stage.stream.tick();
  assert.equal(looks, 1);
});

Deno.test('a history that fails costs no live state, and no event once it is back', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create(FULL_AT_ONE);
  const viewer = await watch(stage);
  await viewer.events();
  const { events } = stage.plane.history;
  const { since } = events;
  events.since = () => Promise.reject(new Error('disk I/O error'));
  await call(stage.plane, group);
  await stage.stream.tick();
  assert.equal((await viewer.events())[0].groups[0].active, 1);
  events.since = since;
  await stage.stream.tick();
  assert.deepEqual((await viewer.happened()).map(({ kind }) => kind), ['destination.cap_reached']);
});

Deno.test('a history that hangs holds no live state up, and what it had to tell comes when it answers', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create(FULL_AT_ONE);
  const viewer = await watch(stage);
  await viewer.events();
  const { events } = stage.plane.history;
  const { since } = events;
  const answers = Promise.withResolvers<void>();
  events.since = async (...asked) => {
    await answers.promise;
    return await since.apply(events, asked);
  };
  await call(stage.plane, group);
  await stage.stream.tick();
  assert.equal((await viewer.events())[0].groups[0].active, 1);
  answers.resolve();
  await stage.stream.tick();
  assert.deepEqual((await viewer.happened()).map(({ kind }) => kind), ['destination.cap_reached']);
});

Deno.test('a slow viewer gets the last events when it takes them', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const slow = await watch(stage);
  const { events } = stage.plane.history;
  let id = 0;
  events.since = (afterId) => {
    const detail = { observed: false, attemptId: 1 };
    const where = { accountId: 1, groupId: group.id, destinationId: group.destinations[0].id };
    const event = { id, atMs: 0, ...where, kind: 'destination.trial', detail, node: null };
    return Promise.resolve(afterId < id ? [event] : []);
  };
  for (id = 1; id <= 20; id++) await stage.stream.tick();
  const waited = (await slow.happened()).length;
  assert.ok(waited < 20);
  await stage.stream.tick();
  assert.equal(waited + (await slow.happened()).length, 21);
});

Deno.test('a viewer that comes while another goes is served', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const first = await watch(stage);
  const [, second] = await Promise.all([first.leave(), watch(stage)]);
  await second.events();
  await call(stage.plane, group);
  await stage.stream.tick();
  assert.equal((await second.events()).length, 1);
});

Deno.test('a slow viewer gets what it missed in one event, and holds nobody up', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const [slow, quick] = [await watch(stage), await watch(stage)];
  await quick.events();
  for (let index = 1; index <= 50; index++) {
    await call(stage.plane, group);
    await stage.stream.tick();
    assert.equal((await quick.events()).at(-1)!.groups[0].active, index);
  }
  const waited = await slow.events();
  assert.ok(waited.length <= 2, `${waited.length} events waited`);
  await stage.stream.tick();
  assert.equal((await slow.events()).at(-1)!.groups[0].active, 50);
});

Deno.test('a connection that has nothing to say says so now and then', async () => {
  await using stage = await openStage();
  const viewer = await watch(stage);
  await viewer.receive();
  const texts = [];
  for (let tick = 0; tick < 2 * HEARTBEAT_TICKS; tick++) {
    await stage.stream.tick();
    texts.push((await viewer.receive()).text);
  }
  assert.deepEqual(texts.filter((text) => text !== ''), [
    'event: quiet\ndata: {}\n\n',
    'event: quiet\ndata: {}\n\n',
  ]);
});

Deno.test('a connection ends after its time, so that who it is gets checked again', async () => {
  await using stage = await openStage();
  const viewer = await watch(stage);
  for (let tick = 0; tick < LIFE_TICKS; tick++) await stage.stream.tick();
  assert.equal((await viewer.receive()).ended, false);
  await stage.stream.tick();
  assert.equal((await viewer.receive()).ended, true);
});

Deno.test('closing ends every connection, and those that still come', async () => {
  await using stage = await openStage();
  const viewers = [await watch(stage), await watch(stage, 2)];
  stage.stream.close();
  viewers.push(await watch(stage));
  for (const viewer of viewers) assert.equal((await viewer.receive()).ended, true);
});

Deno.test('storage that fails later costs no connection', async () => {
  await using stage = await openStage();
  const group = await stage.plane.create();
  const viewer = await watch(stage);
  await viewer.events();
  const { list } = stage.plane.directory;
  stage.plane.directory.list = () => Promise.reject(new Error('disk I/O error'));
  await stage.plane.ask('DELETE', `/api/v1/groups/${group.id}`);
  await stage.stream.tick();
  assert.deepEqual(await viewer.receive(), { text: '', ended: false });
  stage.plane.directory.list = list;
  await stage.stream.tick();
  assert.deepEqual((await viewer.events())[0].removed, [group.id]);
});

Deno.test('storage that fails at first leaves nothing behind', async () => {
  await using stage = await openStage();
  const { list } = stage.plane.directory;
  stage.plane.directory.list = () => Promise.reject(new Error('disk I/O error'));
  await assert.rejects(stage.stream.watch(1), /disk I\/O error/);
  stage.plane.directory.list = list;
  stage.looks.count = 0;
  await stage.plane.create();
  await stage.stream.tick();
  assert.equal(stage.looks.count, 0);
});

Deno.test('streams over HTTP as server-sent events that no proxy holds back', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const response = await plane.manager.app.request(`${BASE}/api/v1/live/stream?group=${group.id}`, {
    headers: { authorization: 'Bearer 1-viewer' },
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  assert.equal(response.headers.get('cache-control'), 'no-store, no-transform');
  const viewer = new Viewer(response.body!);
  assert.deepEqual((await viewer.events())[0].groups.map(({ id }) => id), [group.id]);
  plane.manager.endStreams();
  assert.equal((await viewer.receive()).ended, true);
});

Deno.test('the stream lets go of a client that has gone, and of the server that shuts down', async () => {
  await using plane = await openControlPlane();
  await plane.create();
  await using server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen() {} }, plane.manager.app.fetch);
  const open = async (signal?: AbortSignal) => {
    const response = await fetch(`http://127.0.0.1:${server.addr.port}/api/v1/live/stream`, {
      headers: { authorization: 'Bearer 1-viewer' },
      signal,
    });
    const reader = response.body!.getReader();
    await reader.read();
    return reader;
  };
  const gone = new AbortController();
  const leaving = await open(gone.signal);
  const staying = await open();
  gone.abort();
  await assert.rejects(async () => {
    while (!(await leaving.read()).done);
  });
  plane.manager.endStreams();
  await server.shutdown();
  while (!(await staying.read()).done);
});

Deno.test('HEAD of the stream opens no connection', async () => {
  await using plane = await openControlPlane();
  await plane.create();
  let looks = 0;
  plane.switchboard.snapshots = () => Promise.resolve(new Map(looks++ ? [] : []));
  const { status, headers } = await plane.ask('HEAD', '/api/v1/live/stream');
  assert.deepEqual([status, headers.get('content-type'), looks], [200, 'text/event-stream', 0]);
});

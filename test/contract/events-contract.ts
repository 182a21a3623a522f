import assert from 'node:assert/strict';
import type { StoredEvent } from '../../src/history/event-feed.ts';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import type { Bench, OpenBench } from './switchboard-contract.ts';

/** It is midnight of Thursday, 1 January 2026, when a bench opens. */
const MIDNIGHT_MS = Date.UTC(2026, 0, 1);

const after = (seconds: number) => new Date(MIDNIGHT_MS + seconds * 1000).toISOString();

const health = {
  ...DEFAULT_POLICIES.health,
  mode: 'on' as const,
  consecutiveFailures: 3,
  failurePercent: null,
  ejectSeconds: 30,
};

/** What every engine tells people of what happens by itself; its name stands in each title. */
export function eventsContract(engine: string, open: OpenBench) {
  const test = (title: string, group: RouteGroup, body: (stage: Stage) => Promise<void>) =>
    Deno.test(`${engine} switchboard ${title}`, async () => {
      const bench = await open([group]);
      try {
        await body(new Stage(bench, group));
      } finally {
        await bench.close();
      }
    });

  test(
    'tells of an ejection, the trial after it and the return, with their evidence',
    routeGroup({ destinations: split(50, 50), health }),
    async (stage) => {
      await stage.failAt('A', 3);
      const where = { accountId: 1, groupId: 1, destinationId: 1 };
      assert.deepEqual(await stage.news(), [{
        ...where,
        ...{ kind: 'destination.ejected', at: after(0) },
        detail: {
          observed: false,
          because: { rule: 'consecutive', failures: 3 },
          until: after(30),
          ejections: 1,
        },
      }]);
      await stage.bench.pass(31);
      const trial = await stage.sessionAt('A');
      const [told] = await stage.news();
      const { attemptId } = told.detail;
      assert.equal(typeof attemptId, 'number');
      assert.deepEqual(told, {
        ...where,
        ...{ kind: 'destination.trial', at: after(31) },
        detail: { observed: false, attemptId },
      });
      await stage.complete(trial, 'connected');
      assert.deepEqual(await stage.news(), [{
        ...where,
        ...{ kind: 'destination.returned', at: after(31) },
        detail: { observed: false, because: { rule: 'served', attemptId } },
      }]);
    },
  );

  test(
    'tells of a trial that fails, that it is the second ejection',
    routeGroup({ destinations: split(50, 50), health }),
    async (stage) => {
      await stage.failAt('A', 3);
      await stage.bench.pass(31);
      const trial = await stage.sessionAt('A');
      await stage.news();
      await stage.complete(trial, 'failed');
      const [{ kind, detail: { because, until, ejections } }] = await stage.news();
      assert.equal(kind, 'destination.ejected');
      assert.deepEqual([(because as { rule: string }).rule, until, ejections], ['trial', after(91), 2]);
    },
  );

  test(
    'tells that a trial is still up when the next call comes',
    routeGroup({ destinations: split(50, 50), health }),
    async (stage) => {
      await stage.failAt('A', 3);
      await stage.bench.pass(31);
      await stage.sessionAt('A');
      await stage.bench.pass(60);
      await stage.news();
      await stage.sessionAt('A');
      const [{ kind, detail: { because } }] = await stage.news();
      assert.deepEqual([kind, (because as { rule: string }).rule], ['destination.returned', 'still_up']);
    },
  );

  test(
    'tells that the only destination is spared, once in the time of an ejection',
    routeGroup({ destinations: split(100), health }),
    async (stage) => {
      await stage.failAt('A', 9);
      const [first, ...others] = await stage.news();
      assert.deepEqual([first.kind, first.detail, others], [
        'destination.spared',
        { observed: false, because: { rule: 'consecutive', failures: 3 } },
        [],
      ]);
      await stage.bench.pass(31);
      await stage.failAt('A', 3);
      assert.deepEqual(kindsOf(await stage.news()), ['destination.spared']);
    },
  );

  test(
    'tells of an ejection that is only observed, and says so',
    routeGroup({ destinations: split(50, 50), health: { ...health, mode: 'observe' } }),
    async (stage) => {
      await stage.failAt('A', 3);
      const [{ kind, detail }] = await stage.news();
      assert.deepEqual([kind, detail.observed], ['destination.ejected', true]);
      await stage.sessionAt('A');
    },
  );

  test(
    'tells once a period that its cap is used up, and when it begins anew',
    routeGroup({ destinations: [destination(1, 100, { caps: [{ per: 'hour', calls: 2 }] })] }),
    async (stage) => {
      await stage.place();
      assert.deepEqual(await stage.news(), []);
      for (let call = 0; call < 4; call++) await stage.place();
      const cap = { per: 'hour', most: 2, shared: null };
      const [reached, ...others] = await stage.news();
      assert.deepEqual(reached, {
        ...{ accountId: 1, groupId: 1, destinationId: 1, kind: 'destination.cap_reached', at: after(0) },
        detail: { ...cap, until: after(3600) },
      });
      assert.deepEqual(kindsOf(others), ['group.refusing']);
      await stage.bench.pass(3600);
      for (let call = 0; call < 2; call++) await stage.place();
      const again = (await stage.news()).find(({ kind }) => kind === 'destination.cap_reached');
      assert.deepEqual(again?.detail, { ...cap, until: after(7200) });
    },
  );

  test(
    'tells at most every five minutes that a destination is full, also over a restart',
    routeGroup({ destinations: [destination(1, 50, { maxActive: 1 }), destination(2, 50)] }),
    async (stage) => {
      const fill = async () => await stage.complete(await stage.sessionAt('A'), 'connected');
      await fill();
      const [told] = await stage.news();
      assert.deepEqual([told.destinationId, told.detail], [1, {
        ...{ per: null, most: 1, shared: null, until: null },
      }]);
      await stage.bench.pass(299);
      await stage.reopen();
      await fill();
      assert.deepEqual(await stage.news(), []);
      await stage.bench.pass(1);
      await fill();
      assert.deepEqual(kindsOf(await stage.news()), ['destination.cap_reached']);
    },
  );

  test(
    'names the cap that destinations share, and tells it once for all of them',
    routeGroup({
      destinations: split(50, 50),
      sharedCaps: [{
        name: 'Vendor X',
        destinations: [1, 2],
        maxActive: 2,
        caps: [{ per: 'day', calls: 3 }],
      }],
    }),
    async (stage) => {
      const sessions = [await stage.place(), await stage.place()];
      const [full, ...others] = await stage.news();
      assert.deepEqual([full.detail, others], [
        { per: null, most: 2, shared: 'Vendor X', until: null },
        [],
      ]);
      // The other destination is the one that the next call fills it at.
      await stage.complete(sessions[full.destinationId === 1 ? 1 : 0], 'connected');
      await stage.place();
      const news = await stage.news();
      assert.deepEqual(news.map(({ detail }) => detail), [
        { per: 'day', most: 3, shared: 'Vendor X', until: after(86_400) },
      ]);
    },
  );

  test(
    "tells of a shared cap although a destination's own was told just before",
    routeGroup({
      destinations: [destination(1, 50, { maxActive: 1 }), destination(2, 50)],
      sharedCaps: [{ name: 'Vendor X', destinations: [1, 2], maxActive: 2, caps: [] }],
    }),
    async (stage) => {
      await stage.sessionAt('A');
      while (kindsOf(await stage.every()).length < 2) await stage.place();
      assert.deepEqual((await stage.news()).map(({ detail }) => detail.shared), [null, 'Vendor X']);
    },
  );

  const capped = (fields: Partial<RouteGroup> = {}) =>
    routeGroup({ destinations: [destination(1, 100, { maxActive: 1 })], ...fields });

  test(
    'tells once that a group refuses calls, and after a minute without refusals that it serves, and how many it refused',
    capped(),
    async (stage) => {
      const first = await stage.place();
      await stage.bench.pass(10);
      for (let call = 0; call < 3; call++) await stage.place();
      const where = { accountId: 1, groupId: 1, destinationId: null };
      assert.deepEqual((await stage.news()).slice(1), [{
        ...where,
        ...{ kind: 'group.refusing', at: after(10) },
        detail: { reason: 'at_capacity', lastResort: false },
      }]);
      await stage.complete(first, 'connected');
      await stage.bench.pass(59);
      const second = await stage.place();
      assert.deepEqual(await stage.news(), [], 'a full group places a call whenever one ends');
      await stage.place();
      await stage.complete(second, 'connected');
      await stage.bench.pass(60);
      await stage.place();
      assert.deepEqual(await stage.news(), [{
        ...where,
        ...{ kind: 'group.serving', at: after(129) },
        detail: { reason: 'at_capacity', since: after(10), refused: 4 },
      }]);
      await stage.place();
      assert.deepEqual(kindsOf(await stage.news()), ['group.refusing'], 'the next trouble is told anew');
    },
  );

  test(
    'says whether callers get the last resort',
    capped({ lastResort: 'tel:+16177123000' }),
    async (stage) => {
      await stage.place();
      await stage.place();
      const refusing = (await stage.news()).find(({ kind }) => kind === 'group.refusing');
      assert.equal(refusing?.detail.lastResort, true);
    },
  );

  test(
    'remembers over a restart that a group refuses calls',
    capped(),
    async (stage) => {
      const first = await stage.place();
      await stage.place();
      await stage.news();
      await stage.reopen();
      await stage.place();
      assert.deepEqual(await stage.news(), []);
      await stage.complete(first, 'connected');
      await stage.bench.pass(60);
      await stage.place();
      const [{ kind, detail }] = await stage.news();
      assert.deepEqual([kind, detail.refused, detail.since], ['group.serving', 2, after(0)]);
    },
  );

  test('tells nobody that one session has tried every destination', routeGroup(), async (stage) => {
    for (let ask = 0; ask < 4; ask++) await stage.place('s');
    assert.deepEqual(await stage.news(), []);
  });

  for (
    const [reason, group] of [
      ['no_destination', routeGroup({ destinations: [destination(1, 100, { state: 'disabled' })] })],
      [
        'closed',
        routeGroup({
          destinations: [destination(1, 100, {
            hours: {
              timeZone: 'UTC',
              open: [{ days: ['mon'], from: '08:00', to: '18:00' }],
              closed: [],
            },
          })],
        }),
      ],
    ] as const
  ) {
    test(`says why a group refuses calls: ${reason}`, group, async (stage) => {
      await stage.place();
      const [{ kind, detail }] = await stage.news();
      assert.deepEqual([kind, detail.reason], ['group.refusing', reason]);
    });
  }
}

/** An event as it is stored, with its time in words and without what numbers it. */
type News = Omit<StoredEvent, 'id' | 'atMs' | 'node'> & { readonly at: string };

const kindsOf = (news: readonly News[]) => news.map(({ kind }) => kind);

/** One group, and what is told of it. */
class Stage {
  #calls = 0;
  #told = 0;

  constructor(readonly bench: Bench, readonly group: RouteGroup) {}

  /** Answers the session. */
  async place(session = `call-${this.#calls++}`): Promise<string> {
    await this.#ask(session);
    return session;
  }

  /** A call that is placed at the destination with this name; others are completed at once. */
  async sessionAt(name: string): Promise<string> {
    for (let tries = 0; tries < 50; tries++) {
      const session = `call-${this.#calls++}`;
      const answer = await this.#ask(session);
      if (answer.kind === 'placed' && answer.name === name) return session;
      await this.complete(session, 'connected');
    }
    throw new Error(`No call is placed at ${name}.`);
  }

  async failAt(name: string, times: number) {
    for (let time = 0; time < times; time++) await this.complete(await this.sessionAt(name), 'failed');
  }

  async complete(session: string, outcome: Outcome) {
    await this.bench.switchboard.complete({ session, outcome });
  }

  async reopen() {
    await this.bench.reopen([this.group]);
  }

  async every(): Promise<News[]> {
    return (await this.bench.events()).map(({ id: _, atMs, node: __, ...rest }) => ({
      ...rest,
      at: new Date(atMs).toISOString(),
    }));
  }

  /** What was told since the last look. */
  async news(): Promise<News[]> {
    const every = await this.every();
    return every.slice(this.#told, this.#told = every.length);
  }

  #ask(session: string) {
    const { accountId, key } = this.group;
    return this.bench.switchboard.place({ accountId, key, session });
  }
}

import assert from 'node:assert/strict';
import type { StoredEvent } from '../../src/history/event-feed.ts';
import { DEFAULT_POLICIES } from '../../src/routing/default-policies.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import type { SwitchboardObserver } from '../../src/switchboard/observer.ts';
import type {
  AttemptReference,
  PlaceAnswer,
  ReleaseAnswer,
  Switchboard,
} from '../../src/switchboard/switchboard.ts';
import { destination, routeGroup, split } from '../support/groups.ts';
import { activeAt, placedAt, snapshotOf } from '../support/snapshot.ts';

/** An engine under test: its clock stands still unless it is moved. */
export interface Bench {
  readonly switchboard: Switchboard;
  /** Moves time on and waits until the engine has looked for what is due. */
  pass(seconds: number): Promise<void>;
  /** Stops the engine and starts it again on the same storage, with these groups. */
  reopen(groups: readonly RouteGroup[]): Promise<void>;
  /** The attempts that are open in storage, in the order of their ids. */
  openAttempts(): Promise<OpenAttempt[]>;
  /** What is stored of what happened, in the order in which it did. */
  events(): Promise<readonly StoredEvent[]>;
  close(): Promise<void>;
}

export interface OpenAttempt extends AttemptReference {
  readonly groupId: number;
}

export type OpenBench = (groups: readonly RouteGroup[], observer?: SwitchboardObserver) => Promise<Bench>;

/** What every engine must do; its name stands in each title. */
export function switchboardContract(engine: string, open: OpenBench) {
  const test = (title: string, groups: readonly RouteGroup[], body: (bench: Bench) => Promise<void>) =>
    Deno.test(`${engine} switchboard ${title}`, async () => {
      const bench = await open(groups);
      try {
        await body(bench);
      } finally {
        await bench.close();
      }
    });

  for (const balance of ['active', 'calls'] as const) {
    test(
      `places 1,000 calls 60/40 exactly (${balance})`,
      [routeGroup({ balance })],
      async ({ switchboard }) => {
        for (let call = 1; call <= 1000; call++) await place(switchboard, `call-${call}`);
        assert.deepEqual(await placedAt(switchboard), [600, 400]);
        assert.deepEqual(await activeAt(switchboard), [600, 400]);
      },
    );

    test(`answers the same after a restart as without one (${balance})`, [], async (bench) => {
      const groups = [1, 2].map((id) =>
        routeGroup({ id, balance, destinations: split(55.55, 33.33, 11.12) })
      );
      groups.forEach((group) => bench.switchboard.configure(group));
      const both = async (call: number) => {
        const answers = await Promise.all(
          groups.map((group) => place(bench.switchboard, `${group.id}-${call}`, group)),
        );
        if (call % 3 === 0) {
          await Promise.all(groups.map(({ id }) => complete(bench.switchboard, `${id}-${call - 1}`)));
        }
        return answers.map(nameOf);
      };
      const first = [];
      for (let call = 0; call < 40; call++) first.push(await both(call));
      const ids = groups.map(({ id }) => id);
      const before = await bench.switchboard.snapshots(ids);
      await bench.reopen(groups);
      assert.deepEqual(await bench.switchboard.snapshots(ids), before);
      for (let call = 40; call < 80; call++) {
        const [one, other] = await both(call);
        assert.equal(one, other);
        if (call % 7 === 0) bench.switchboard.configure(groups[0]);
      }
    });
  }

  test('stays within one call of the percents at every prefix (calls)', [
    routeGroup({ balance: 'calls', destinations: split(41.5, 33.25, 25.25) }),
  ], async ({ switchboard }) => {
    for (let call = 1; call <= 400; call++) {
      await place(switchboard, `call-${call}`);
      const [a, b, c] = await placedAt(switchboard);
      for (const [count, share] of [[a, 0.415], [b, 0.3325], [c, 0.2525]]) {
        assert.ok(Math.abs(count - call * share) < 1, `${count} of ${call} at ${share}`);
      }
    }
  });

  test('gives the destination exactly as it was typed', [
    routeGroup({
      destinations: [destination(1, 100, { uri: 'tel:+1(617)712-3000;postd=p12', name: 'Bös "ton"' })],
    }),
  ], async ({ switchboard }) => {
    assert.deepEqual(await place(switchboard, 'a'), {
      kind: 'placed',
      destination: 'tel:+1(617)712-3000;postd=p12',
      name: 'Bös "ton"',
      attempt: 1,
      destinations: ['tel:+1(617)712-3000;postd=p12'],
      degraded: false,
    });
  });

  test(
    'knows no route with a wrong key, account or after its removal',
    [routeGroup()],
    async ({ switchboard }) => {
      const { key } = routeGroup();
      assert.equal(
        refusalOf(await switchboard.place({ accountId: 1, key: 'f'.repeat(32), session: 's' })),
        'unknown_route',
      );
      assert.equal(refusalOf(await switchboard.place({ accountId: 2, key, session: 's' })), 'unknown_route');
      switchboard.remove(1);
      assert.equal(refusalOf(await place(switchboard, 's')), 'unknown_route');
      assert.equal(await snapshotOf(switchboard, 1), undefined);
    },
  );

  test('refuses when a group has no destination that takes calls', [
    routeGroup({ destinations: [] }),
    routeGroup({ id: 2, destinations: [destination(1, 0), destination(2, 100, { state: 'disabled' })] }),
    routeGroup({ id: 3, destinations: [destination(3, 100, { state: 'draining' })] }),
  ], async ({ switchboard }) => {
    for (const id of [1, 2, 3]) {
      assert.equal(refusalOf(await place(switchboard, 's', routeGroup({ id }))), 'no_destination');
    }
  });

  test('gives a session that asks again each other destination once, then says exhausted', [
    routeGroup({ destinations: split(50, 30, 20) }),
  ], async ({ switchboard }) => {
    const answers = [];
    for (let ask = 1; ask <= 3; ask++) answers.push(await place(switchboard, 's'));
    assert.deepEqual(answers.map(nameOf).sort(), ['A', 'B', 'C']);
    assert.deepEqual(answers.map((answer) => answer.kind === 'placed' && answer.attempt), [1, 2, 3]);
    assert.deepEqual((await activeAt(switchboard)).reduce((sum, count) => sum + count), 1);
    for (let ask = 4; ask <= 6; ask++) assert.equal(refusalOf(await place(switchboard, 's')), 'exhausted');
    assert.deepEqual(await activeAt(switchboard), [0, 0, 0]);
  });

  test('starts a new chain once the retry window has passed', [routeGroup()], async (bench) => {
    const { switchboard } = bench;
    const first = nameOf(await place(switchboard, 's'));
    await bench.pass(119);
    const second = await place(switchboard, 's');
    assert.notEqual(nameOf(second), first);
    await bench.pass(120);
    const third = await place(switchboard, 's');
    assert.equal(third.kind === 'placed' && third.attempt, 1);
    assert.equal((await activeAt(switchboard)).reduce((sum, count) => sum + count), 1);
  });

  test('forgets an exhausted chain when its window closes', [
    routeGroup({ destinations: split(100) }),
  ], async (bench) => {
    await place(bench.switchboard, 's');
    await bench.pass(100);
    assert.equal(refusalOf(await place(bench.switchboard, 's')), 'exhausted');
    await bench.pass(21);
    assert.equal(nameOf(await place(bench.switchboard, 's')), 'A');
  });

  test('remembers an exhausted chain over a restart', [], async (bench) => {
    const group = routeGroup({ destinations: split(100) });
    bench.switchboard.configure(group);
    await place(bench.switchboard, 's');
    assert.equal(refusalOf(await place(bench.switchboard, 's')), 'exhausted');
    await bench.reopen([group]);
    assert.equal(refusalOf(await place(bench.switchboard, 's')), 'exhausted');
    await bench.pass(121);
    assert.equal(nameOf(await place(bench.switchboard, 's')), 'A');
  });

  test('never gives a tried destination again because the others were full', [
    routeGroup({ destinations: [destination(1, 50), destination(2, 50, { maxActive: 1 })] }),
  ], async ({ switchboard }) => {
    assert.deepEqual([nameOf(await place(switchboard, 's')), nameOf(await place(switchboard, 'other'))], [
      'A',
      'B',
    ]);
    assert.equal(refusalOf(await place(switchboard, 's')), 'at_capacity');
    assert.deepEqual(await activeAt(switchboard), [0, 1]);
    await complete(switchboard, 'other');
    const retry = await place(switchboard, 's');
    assert.deepEqual([nameOf(retry), retry.kind === 'placed' && retry.attempt], ['B', 2]);
  });

  test('moves a session that asks in another group of its account', [
    routeGroup({ destinations: split(100) }),
    routeGroup({ id: 2, destinations: [destination(5, 100)] }),
    routeGroup({ id: 3, accountId: 2, destinations: [destination(6, 100)] }),
  ], async ({ switchboard }) => {
    await place(switchboard, 's');
    await place(switchboard, 's', routeGroup({ id: 3, accountId: 2 }));
    assert.deepEqual([await activeAt(switchboard, 1), await activeAt(switchboard, 3)], [[1], [1]]);
    await place(switchboard, 's', routeGroup({ id: 2 }));
    assert.deepEqual([
      await activeAt(switchboard, 1),
      await activeAt(switchboard, 2),
      await activeAt(switchboard, 3),
    ], [[0], [1], [
      1,
    ]]);
    await place(switchboard, 's');
    assert.deepEqual([
      await activeAt(switchboard, 1),
      await activeAt(switchboard, 2),
      await activeAt(switchboard, 3),
    ], [[1], [0], [
      1,
    ]]);
  });

  test('completes a session once, in every account', [
    routeGroup(),
    routeGroup({ id: 2, accountId: 2, destinations: [destination(5, 100)] }),
  ], async ({ switchboard }) => {
    await place(switchboard, 's');
    await place(switchboard, 's', routeGroup({ id: 2, accountId: 2 }));
    assert.equal(await complete(switchboard, 'never seen'), 0);
    assert.equal(await complete(switchboard, 's'), 2);
    assert.equal(await complete(switchboard, 's'), 0);
    assert.deepEqual([await activeAt(switchboard, 1), await activeAt(switchboard, 2)], [[0, 0], [0]]);
  });

  test('completes a session within one group only, when asked so', [
    routeGroup(),
    routeGroup({ id: 2, destinations: [destination(5, 100)] }),
  ], async ({ switchboard }) => {
    await place(switchboard, 's');
    const within = (id: number) => ({ accountId: 1, key: routeGroup({ id }).key });
    assert.equal((await switchboard.complete({ session: 's', within: within(2) })).completed, 0);
    assert.equal(
      (await switchboard.complete({ session: 's', within: { accountId: 9, key: 'x' } })).completed,
      0,
    );
    assert.equal((await switchboard.complete({ session: 's', within: within(1) })).completed, 1);
  });

  test(
    'takes a completed session that asks again for a new call',
    [routeGroup()],
    async ({ switchboard }) => {
      for (let round = 0; round < 4; round++) {
        const answer = await place(switchboard, 's');
        assert.equal(answer.kind === 'placed' && answer.attempt, 1);
        assert.equal(await complete(switchboard, 's'), 1);
      }
    },
  );

  test(
    'ends what nobody completes when its time is over',
    [routeGroup({ sessionTtlSeconds: 600 })],
    async (bench) => {
      const { switchboard } = bench;
      for (let call = 0; call < 6; call++) await place(switchboard, undefined);
      await place(switchboard, 'known');
      await bench.pass(300);
      await place(switchboard, 'later');
      assert.equal((await snapshotOf(switchboard, 1))?.active, 8);
      await bench.pass(301);
      assert.equal((await snapshotOf(switchboard, 1))?.active, 1);
      assert.equal(await complete(switchboard, 'known'), 0);
      assert.equal(await complete(switchboard, 'later'), 1);
    },
  );

  test(
    'counts a held call for its time, whether or not its session is completed',
    [routeGroup({ holdSeconds: 240 })],
    async (bench) => {
      await place(bench.switchboard, 's');
      assert.equal(await complete(bench.switchboard, 's'), 0);
      await bench.pass(239);
      assert.equal((await snapshotOf(bench.switchboard, 1))?.active, 1);
      await bench.pass(2);
      assert.equal((await snapshotOf(bench.switchboard, 1))?.active, 0);
    },
  );

  test('releases open attempts, with and without a session, once', [
    routeGroup({ sessionTtlSeconds: 600 }),
  ], async (bench) => {
    for (const session of ['a', 'b', undefined, undefined]) await place(bench.switchboard, session);
    await bench.pass(1);
    await place(bench.switchboard, undefined);
    const [a, , , nameless] = await bench.openAttempts();
    const asked = [a, nameless, a, { ...a, id: 987_654 }, { ...nameless, id: 987_655 }];
    assert.deepEqual(await release(bench, asked), { released: 2, degraded: false });
    assert.equal((await snapshotOf(bench.switchboard))!.active, 3);
    assert.deepEqual(await release(bench, asked), { released: 0, degraded: false });
    assert.equal(await complete(bench.switchboard, 'a'), 0);
    assert.equal(await complete(bench.switchboard, 'b'), 1);
    assert.equal((await bench.openAttempts()).length, 2);
    await bench.pass(600);
    assert.equal((await snapshotOf(bench.switchboard))!.active, 0);
  });

  test('never releases an attempt of another account', [
    routeGroup(),
    routeGroup({ id: 2, accountId: 2, destinations: [destination(5, 100)] }),
  ], async (bench) => {
    await place(bench.switchboard, 's');
    await place(bench.switchboard, undefined);
    const open = await bench.openAttempts();
    assert.equal((await bench.switchboard.release({ accountId: 2, attempts: open })).released, 0);
    assert.equal((await snapshotOf(bench.switchboard))!.active, 2);
    assert.equal((await release(bench, open)).released, 2);
  });

  test('takes a released session that asks again for a new call', [routeGroup()], async (bench) => {
    await place(bench.switchboard, 's');
    await release(bench, await bench.openAttempts());
    const next = await place(bench.switchboard, 's');
    assert.equal(next.kind === 'placed' && next.attempt, 1);
    assert.deepEqual((await activeAt(bench.switchboard)).reduce((sum, count) => sum + count), 1);
  });

  test(
    'releases attempts that are open since before a restart, and of a group that is gone',
    [],
    async (bench) => {
      const group = routeGroup();
      bench.switchboard.configure(group);
      await place(bench.switchboard, 's');
      await place(bench.switchboard, undefined);
      await bench.reopen([group]);
      const open = await bench.openAttempts();
      assert.equal((await release(bench, [open[0]])).released, 1);
      bench.switchboard.remove(1);
      assert.equal((await release(bench, open)).released, 1);
      bench.switchboard.configure(group);
      assert.equal((await snapshotOf(bench.switchboard))!.active, 0);
      await bench.reopen([group]);
      assert.equal((await snapshotOf(bench.switchboard))!.active, 0);
    },
  );

  test('does not release what has ended and is only remembered, so that nothing is tried twice', [
    routeGroup({ destinations: split(100) }),
  ], async (bench) => {
    await place(bench.switchboard, 's');
    const open = await bench.openAttempts();
    assert.equal(refusalOf(await place(bench.switchboard, 's')), 'exhausted');
    assert.equal((await release(bench, open)).released, 0);
    assert.deepEqual(await activeAt(bench.switchboard), [0]);
    assert.equal(refusalOf(await place(bench.switchboard, 's')), 'exhausted');
  });

  test('ends an attempt once that is released while its session is completed, retried or due', [
    routeGroup({ destinations: split(50, 50), sessionTtlSeconds: 60 }),
  ], async (bench) => {
    const { switchboard } = bench;
    for (const session of ['a', 'b', 'c', 'd']) await place(switchboard, session);
    const open = await bench.openAttempts();
    const [, completed, first, second] = await Promise.all([
      place(switchboard, 'a'),
      complete(switchboard, 'b'),
      release(bench, open),
      release(bench, open),
      complete(switchboard, 'c'),
    ]);
    assert.deepEqual([completed, first.released, second.released], [1, 2, 0]);
    assert.deepEqual((await activeAt(switchboard)).reduce((sum, count) => sum + count), 1);
    await bench.pass(61);
    assert.deepEqual(await activeAt(switchboard), [0, 0]);
  });

  test('tells where a session would be sent on retries, and sends it there', [
    routeGroup({ destinations: split(40, 30, 20, 10) }),
    routeGroup({
      id: 2,
      balance: 'calls',
      destinations: [...split(50, 50), destination(3, 100, { tier: 2 })],
    }),
    routeGroup({ id: 3, maxAttempts: 2, destinations: split(40, 30, 30) }),
  ], async ({ switchboard }) => {
    for (const id of [1, 2, 3]) {
      for (let call = 0; call < 7; call++) {
        const group = routeGroup({ id });
        const given = [];
        const first = await place(switchboard, `${id}-${call}`, group);
        for (let answer = first; answer.kind === 'placed';) {
          given.push(answer.destination);
          answer = await place(switchboard, `${id}-${call}`, group);
        }
        assert.deepEqual(first.kind === 'placed' && first.destinations, given);
      }
    }
  });

  test('tries nothing else after a terminal outcome, told with the retry or with the completion', [
    routeGroup({ destinations: split(50, 30, 20) }),
  ], async (bench) => {
    const ask = (session: string, outcome?: Outcome) =>
      bench.switchboard.place({ accountId: 1, key: routeGroup().key, session, outcome });
    await ask('a');
    assert.equal(refusalOf(await ask('a', 'declined')), 'exhausted');
    await ask('b');
    assert.equal((await bench.switchboard.complete({ session: 'b', outcome: 'declined' })).completed, 1);
    await ask('c');
    assert.equal((await ask('c', 'busy')).kind, 'placed');
    await bench.reopen([routeGroup({ destinations: split(50, 30, 20) })]);
    assert.equal(refusalOf(await ask('a')), 'exhausted');
    assert.equal(refusalOf(await ask('b')), 'exhausted');
    await bench.pass(121);
    assert.equal((await ask('a')).kind, 'placed');
    assert.equal((await ask('b')).kind, 'placed');
  });

  test('takes a session whose call was connected for a new transfer', [
    routeGroup({ destinations: split(50, 50) }),
  ], async ({ switchboard }) => {
    await place(switchboard, 's');
    const { accountId, key } = routeGroup();
    const next = await switchboard.place({ accountId, key, session: 's', outcome: 'connected' });
    assert.equal(next.kind === 'placed' && next.attempt, 1);
    assert.equal((await snapshotOf(switchboard))!.active, 1);
  });

  test('gives the last resort when no destination can take a call, and counts nothing', [
    routeGroup({ lastResort: 'tel:+16177123000', destinations: [destination(1, 100, { maxActive: 1 })] }),
  ], async ({ switchboard }) => {
    await place(switchboard, 'a');
    assert.deepEqual(await place(switchboard, 'b'), {
      kind: 'last resort',
      destination: 'tel:+16177123000',
      reason: 'at_capacity',
      degraded: false,
    });
    assert.equal((await snapshotOf(switchboard))!.active, 1);
    assert.equal(await complete(switchboard, 'b'), 0);
  });

  const limited = [
    routeGroup({
      destinations: [
        destination(1, 100, {
          hours: {
            timeZone: 'UTC',
            open: [{ days: ['thu'], from: '00:00', to: '01:00' }],
            closed: [],
          },
        }),
      ],
    }),
    routeGroup({ id: 2, destinations: [destination(5, 100, { caps: [{ per: 'hour', calls: 3 }] })] }),
  ];
  test('keeps hours and caps, and says until when', limited, async (bench) => {
    // It is midnight of Thursday, 1 January 2026.
    const hourMs = Date.UTC(2026, 0, 1, 1);
    const capped = routeGroup({ id: 2 });
    assert.equal((await place(bench.switchboard, 'a')).kind, 'placed');
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, call) => place(bench.switchboard, `capped-${call}`, capped)),
    );
    assert.equal(answers.filter(({ kind }) => kind === 'placed').length, 3);
    const untilMs = (answer: PlaceAnswer) => answer.kind === 'refused' && answer.untilMs;
    const over = await place(bench.switchboard, 'b', capped);
    assert.deepEqual([refusalOf(over), untilMs(over)], ['at_capacity', hourMs]);
    await bench.reopen(limited);
    assert.equal(refusalOf(await place(bench.switchboard, 'b', capped)), 'at_capacity');
    await bench.pass(3600);
    const closed = await place(bench.switchboard, 'c');
    assert.deepEqual([refusalOf(closed), untilMs(closed)], ['closed', Date.UTC(2026, 0, 8)]);
    assert.equal((await place(bench.switchboard, 'd', capped)).kind, 'placed');
  });

  const failing = routeGroup({
    destinations: split(50, 50),
    health: { ...DEFAULT_POLICIES.health, mode: 'on', consecutiveFailures: 5, ejectSeconds: 30 },
  });
  test('ejects a destination whose calls fail, also over a restart, and has it back after a trial', [
    failing,
  ], async (bench) => {
    let calls = 0;
    const call = async () => {
      const session = `call-${calls++}`;
      return { session, name: nameOf(await place(bench.switchboard, session)) };
    };
    const end = (session: string, outcome: Outcome) => bench.switchboard.complete({ session, outcome });
    for (let failures = 0; failures < 5;) {
      const { session, name } = await call();
      if (name === 'A') failures += 1;
      await end(session, name === 'A' ? 'failed' : 'connected');
    }
    const namesOf = async (count: number) => {
      const names = [];
      for (let each = 0; each < count; each++) names.push(await call());
      return names;
    };
    assert.ok((await namesOf(6)).every(({ name }) => name === 'B'));
    await bench.reopen([failing]);
    assert.ok((await namesOf(6)).every(({ name }) => name === 'B'));
    await bench.pass(31);
    const trials = (await namesOf(12)).filter(({ name }) => name === 'A');
    assert.equal(trials.length, 1, 'one call shows whether it is back');
    await end(trials[0].session, 'connected');
    await bench.pass(300);
    assert.ok((await namesOf(12)).filter(({ name }) => name === 'A').length > 3);
  });

  const firstHour = {
    timeZone: 'UTC',
    open: [{ days: ['thu' as const], from: '00:00', to: '01:00' }],
    closed: [],
  };
  const troubled = routeGroup({
    health: {
      ...DEFAULT_POLICIES.health,
      mode: 'on',
      consecutiveFailures: 5,
      ejectSeconds: 90,
      panicPercent: 0,
    },
    sharedCaps: [{
      name: 'Vendor X',
      destinations: [2, 3],
      maxActive: 50,
      caps: [{ per: 'day', calls: 900 }],
    }],
    destinations: [
      destination(1, 20, { hours: firstHour }),
      destination(2, 20, { maxActive: 1 }),
      destination(3, 20, { caps: [{ per: 'hour', calls: 2 }] }),
      destination(4, 20, { state: 'draining' }),
      destination(5, 20, { state: 'disabled' }),
      destination(6, 0),
      destination(7, 100, { tier: 2 }),
    ],
  });
  const statesOf = async (bench: Bench) =>
    (await snapshotOf(bench.switchboard))!.destinations.map(({ state, untilMs }) => [state, untilMs]);
  const OPEN = ['open', null];
  const CHOSEN = [['draining', null], ['disabled', null], ['no_share', null]];

  test('tells how each destination stands, and until when', [troubled], async (bench) => {
    // It is midnight of Thursday, 1 January 2026.
    const oneMs = Date.UTC(2026, 0, 1, 1);
    assert.deepEqual(await statesOf(bench), [OPEN, OPEN, OPEN, ...CHOSEN, OPEN]);
    for (let call = 0; call < 8; call++) await place(bench.switchboard, `call-${call}`);
    const reached = [OPEN, ['full', null], ['over_cap', oneMs], ...CHOSEN, OPEN];
    assert.deepEqual(await statesOf(bench), reached);
    await bench.reopen([troubled]);
    assert.deepEqual(await statesOf(bench), reached, 'also after a restart');
    await bench.pass(3600);
    const closed = ['closed', Date.UTC(2026, 0, 8)];
    assert.deepEqual(await statesOf(bench), [closed, ['full', null], OPEN, ...CHOSEN, OPEN]);
  });

  test('tells how much of each cap is used, and since when', [troubled], async (bench) => {
    for (let call = 0; call < 8; call++) await place(bench.switchboard, `call-${call}`);
    const limitsOf = async (index: number) =>
      (await snapshotOf(bench.switchboard))!.destinations[index].limits;
    const vendor = (used: number, calls: number) => [
      { shared: 'Vendor X', per: null, used, most: 50, untilMs: null },
      { shared: 'Vendor X', per: 'day', used: calls, most: 900, untilMs: Date.UTC(2026, 0, 2) },
    ];
    const hour = { shared: null, per: 'hour', most: 2 };
    const inProgress = { shared: null, per: null, used: 1, most: 1, untilMs: null };
    assert.deepEqual(await limitsOf(0), []);
    assert.deepEqual(await limitsOf(1), [inProgress, ...vendor(3, 3)]);
    assert.deepEqual(await limitsOf(2), [
      { ...hour, used: 2, untilMs: Date.UTC(2026, 0, 1, 1) },
      ...vendor(3, 3),
    ]);
    await bench.pass(5400);
    assert.deepEqual(await limitsOf(2), [
      { ...hour, used: 0, untilMs: Date.UTC(2026, 0, 1, 2) },
      ...vendor(3, 3),
    ]);
  });

  test('tells which destination is ejected and for how long, and that it is on trial', [
    failing,
    { ...failing, id: 2, key: '2'.repeat(32), health: { ...failing.health, mode: 'observe' } },
  ], async (bench) => {
    const fail = async (groupId: number) => {
      const { accountId, key } = groupId === 1 ? failing : { accountId: 1, key: '2'.repeat(32) };
      for (let failures = 0; failures < 5;) {
        const session = crypto.randomUUID();
        const name = nameOf(await bench.switchboard.place({ accountId, key, session }));
        if (name === 'A') failures += 1;
        await bench.switchboard.complete({ session, outcome: name === 'A' ? 'failed' : 'connected' });
      }
    };
    const standings = async (groupId: number) =>
      (await snapshotOf(bench.switchboard, groupId))!.destinations
        .map(({ state, untilMs, health }) => [state, untilMs, health]);
    const fine = ['open', null, 'in_service'];
    const ejected = ['ejected', Date.UTC(2026, 0, 1, 0, 0, 30), 'ejected'];
    for (const groupId of [1, 2]) await fail(groupId);
    assert.deepEqual(await standings(1), [ejected, fine]);
    assert.deepEqual(await standings(2), [['open', null, 'ejected'], fine], 'where health is only observed');
    await bench.pass(30);
    assert.deepEqual(await standings(1), [['open', null, 'on_trial'], fine]);
    for (let call = 0; call < 4; call++) await place(bench.switchboard, `trial-${call}`);
    assert.deepEqual(await standings(1), [['ejected', null, 'on_trial'], fine], 'while one call tries it');
  });

  test('decides as if nobody had looked', [], async (bench) => {
    const groups = [1, 2].map((id) => ({
      ...troubled,
      id,
      key: String(id).repeat(32),
      balance: 'active' as const,
      destinations: troubled.destinations.map((each) => ({ ...each, id: each.id + 10 * id })),
      sharedCaps: troubled.sharedCaps.map((cap) => ({
        ...cap,
        destinations: cap.destinations.map((each) => each + 10 * id),
      })),
    }));
    for (const group of groups) bench.switchboard.configure(group);
    for (let call = 0; call < 60; call++) {
      await bench.switchboard.snapshots([2]);
      const answers = [];
      for (const { accountId, key, id } of groups) {
        const session = `${id}-${call}`;
        const answer = await bench.switchboard.place({ accountId, key, session });
        answers.push(answer.kind === 'placed' ? answer.destination : answer.kind);
        const outcome = call % 4 === 0 ? 'failed' as const : undefined;
        if (call % 2 === 0) await bench.switchboard.complete({ session, outcome });
      }
      assert.equal(answers[0], answers[1], `call ${call}`);
      if (call % 5 === 0) await bench.pass(250);
    }
  });

  test('ends what became due while it was stopped', [], async (bench) => {
    const group = routeGroup({ sessionTtlSeconds: 600 });
    bench.switchboard.configure(group);
    await place(bench.switchboard, 'a');
    await bench.pass(599);
    await place(bench.switchboard, 'b');
    await bench.reopen([group]);
    await bench.pass(2);
    assert.equal((await snapshotOf(bench.switchboard, 1))?.active, 1);
  });

  test('keeps a session without an id apart from every other', [routeGroup()], async ({ switchboard }) => {
    for (let call = 0; call < 10; call++) {
      const answer = await place(switchboard, undefined);
      assert.equal(answer.kind === 'placed' && answer.attempt, 1);
    }
    assert.deepEqual(await activeAt(switchboard), [6, 4]);
  });

  test(
    'keeps counts through renaming, re-ordering and new percents',
    [routeGroup()],
    async ({ switchboard }) => {
      for (let call = 0; call < 10; call++) await place(switchboard, `call-${call}`);
      const [a, b] = split(60, 40);
      const edited = [{ ...b, name: 'Denver', basisPoints: 5000 }, {
        ...a,
        uri: 'tel:+1',
        basisPoints: 5000,
      }];
      switchboard.configure(routeGroup({ version: 2, destinations: edited }));
      assert.deepEqual(await activeAt(switchboard), [4, 6]);
      assert.equal((await snapshotOf(switchboard, 1))?.version, 2);
      assert.equal(nameOf(await place(switchboard, 'next')), 'Denver');
      assert.equal(nameOf(await place(switchboard, 'next but one')), 'Denver');
    },
  );

  test(
    'lets calls at a removed destination end, and counts them until then',
    [routeGroup()],
    async (bench) => {
      const { switchboard } = bench;
      for (let call = 0; call < 10; call++) await place(switchboard, `call-${call}`);
      const group = routeGroup({ version: 2, destinations: [destination(2, 100)] });
      switchboard.configure(group);
      assert.deepEqual([await activeAt(switchboard), (await snapshotOf(switchboard, 1))?.active], [[4], 10]);
      await bench.reopen([group]);
      assert.deepEqual(
        [await activeAt(bench.switchboard), (await snapshotOf(bench.switchboard, 1))?.active],
        [[4], 10],
      );
      for (let call = 0; call < 10; call++) {
        assert.equal(
          await complete(bench.switchboard, `call-${call}`),
          1,
        );
      }
      assert.equal((await snapshotOf(bench.switchboard, 1))?.active, 0);
    },
  );

  test(
    'completes calls of a group that was deleted, and has them when it is restored',
    [routeGroup()],
    async (bench) => {
      const { switchboard } = bench;
      for (let call = 0; call < 5; call++) await place(switchboard, `call-${call}`);
      switchboard.remove(1);
      assert.equal(await complete(switchboard, 'call-0'), 1);
      await bench.reopen([]);
      assert.equal(await complete(bench.switchboard, 'call-1'), 1);
      bench.switchboard.configure(routeGroup());
      assert.equal((await snapshotOf(bench.switchboard, 1))?.active, 3);
    },
  );

  test('stops the old key at once when a group gets a new one', [routeGroup()], async ({ switchboard }) => {
    const next = routeGroup({ version: 2, key: 'e'.repeat(32) });
    await place(switchboard, 'placed before');
    switchboard.configure(next);
    assert.equal(refusalOf(await place(switchboard, 's', routeGroup())), 'unknown_route');
    assert.equal((await place(switchboard, 's', next)).kind, 'placed');
    const within = { accountId: 1, key: routeGroup().key };
    assert.equal(
      (await switchboard.complete({ session: 'placed before', within })).completed,
      1,
      'but still completes',
    );
  });

  test('never goes over a cap when calls come at once; 0 means none', [
    routeGroup({
      destinations: [
        destination(1, 40, { maxActive: 7 }),
        destination(2, 40, { maxActive: 0 }),
        destination(3, 20, {
          maxActive: 5,
        }),
      ],
    }),
  ], async ({ switchboard }) => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, call) => place(switchboard, `call-${call}`)),
    );
    assert.deepEqual(await activeAt(switchboard), [7, 0, 5]);
    assert.equal(
      answers.filter((answer) => answer.kind === 'refused' && answer.reason === 'at_capacity').length,
      28,
    );
  });

  test('uses a tier only when no earlier one can take the call', [
    routeGroup({
      destinations: [
        destination(1, 100, { maxActive: 2 }),
        destination(2, 50, { tier: 2 }),
        destination(3, 50, {
          tier: 2,
        }),
      ],
    }),
  ], async ({ switchboard }) => {
    const names = [];
    for (let call = 0; call < 6; call++) names.push(nameOf(await place(switchboard, `call-${call}`)));
    assert.deepEqual(names.slice(0, 2), ['A', 'A']);
    assert.deepEqual(names.slice(2).sort(), ['B', 'B', 'C', 'C']);
    await complete(switchboard, 'call-0');
    assert.equal(nameOf(await place(switchboard, 'next')), 'A');
  });

  test('takes any text for a session id', [routeGroup()], async (bench) => {
    const ids = [
      '000005;000;1190752725',
      ' ',
      'é€𝄞',
      '__proto__',
      'x'.repeat(512),
      "'; DROP TABLE attempt --",
    ];
    for (const id of ids) assert.equal((await place(bench.switchboard, id)).kind, 'placed');
    await bench.reopen([routeGroup()]);
    for (const id of ids) assert.equal(await complete(bench.switchboard, id), 1, JSON.stringify(id));
  });

  test('is durable and has nothing waiting when nobody asks', [routeGroup()], async ({ switchboard }) => {
    await place(switchboard, 's');
    assert.deepEqual(switchboard.health(), { durable: true, detail: '', waiting: 0 });
  });
}

function place(
  switchboard: Switchboard,
  session: string | undefined,
  group = routeGroup(),
): Promise<PlaceAnswer> {
  return switchboard.place({ accountId: group.accountId, key: group.key, session });
}

async function complete(switchboard: Switchboard, session: string): Promise<number> {
  return (await switchboard.complete({ session })).completed;
}

function release({ switchboard }: Bench, attempts: readonly AttemptReference[]): Promise<ReleaseAnswer> {
  return switchboard.release({ accountId: 1, attempts });
}

function nameOf(answer: PlaceAnswer): string {
  return answer.kind === 'placed' ? answer.name : answer.reason;
}

function refusalOf(answer: PlaceAnswer): string | undefined {
  return answer.kind === 'refused' ? answer.reason : undefined;
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedRequest } from '../../src/history/replay/recorded-request.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import { replayCalls } from '../../src/simulation/replay/replay-calls.ts';
import { CallRecord } from '../../src/simulation/replay/recorded-calls.ts';
import { WhatIfRun } from '../../src/simulation/what-if/what-if-run.ts';
import { destination, routeGroup } from '../support/groups.ts';
import type { CallsAndHistory, OpenHistory } from './history-contract.ts';

const HOUR_MS = 3_600_000;
const NOON_MS = Date.UTC(2026, 2, 1, 12);

/** What the history of every engine must give back of what was recorded. */
export function replayContract(engine: string, open: OpenHistory) {
  const test = (title: string, body: (house: House) => Promise<void>) =>
    Deno.test(`${engine} history ${title}`, async () => {
      const clock = { nowMs: NOON_MS };
      await using parts = await open(() => clock.nowMs);
      await body({ ...parts, clock });
    });

  test('gives every request of a period with what became of it', async (house) => {
    const group = groupOf(10, { destinations: [destination(1, 60), destination(2, 40)] });
    house.switchboard.configure(group);
    await play(house, group, [
      ...['a', 'a', 'a'].map((session) => ({ kind: 'place' as const, session, gapSeconds: 2 })),
      { kind: 'place', session: undefined, gapSeconds: 2 },
      { kind: 'complete', session: 'a', outcome: 'busy', gapSeconds: 2 },
      { kind: 'place', session: 'b', gapSeconds: 2 },
      { kind: 'complete', session: 'b', outcome: 'connected', gapSeconds: 6 },
    ]);
    const period = { groupId: 10, fromMs: NOON_MS, toMs: NOON_MS + HOUR_MS, lookBackMs: HOUR_MS };
    const requests = await recorded(house, period);
    assert.deepEqual(requests.map((each) => [each.atMs - NOON_MS, each.session?.slice(2), words(each)]), [
      [2000, 'a', '1: 1, retried after 2000'],
      [4000, 'a', '2: 2 after 1, retried after 2000'],
      [6000, 'a', '3: refused, exhausted'],
      [8000, undefined, '1: 1, open'],
      [12_000, 'b', '1: 2, completed after 6000, connected'],
    ]);
    const later = { ...period, fromMs: NOON_MS + 10_000 };
    assert.deepEqual(
      (await recorded(house, later)).map(({ atMs }) => atMs - NOON_MS),
      [8000, 12_000],
      'what was open when it began comes first',
    );
    const short = { ...later, toMs: NOON_MS + 12_000, lookBackMs: 0 };
    assert.deepEqual(await recorded(house, short), []);
  });

  test('counts what each destination got in a stretch of minutes', async (house) => {
    const group = groupOf(11, {});
    house.switchboard.configure(group);
    const call = (gapSeconds: number) => ({ kind: 'place' as const, session: undefined, gapSeconds });
    await play(house, group, [call(2), call(2), call(2), call(7200), call(2)]);
    const placed = (fromMs: number, toMs: number) =>
      house.history.placed(11, NOON_MS + fromMs, NOON_MS + toMs);
    assert.deepEqual(sums(await placed(0, HOUR_MS)), 3);
    assert.deepEqual(sums(await placed(0, 3 * HOUR_MS)), 5);
    assert.deepEqual(sums(await placed(HOUR_MS, 2 * HOUR_MS)), 0);
  });

  test('gives back calls that go where they went when they are replayed', async (house) => {
    let groupId = 100;
    await fc.assert(
      fc.asyncProperty(anyGroup, anyCalls, async (fields, steps) => {
        const group = groupOf(++groupId, fields);
        house.switchboard.configure(group);
        house.switchboard.configure(groupOf(groupId + 1_000_000, { key: `other ${groupId}` }));
        const fromMs = house.clock.nowMs;
        await play(house, group, steps);
        const toMs = house.clock.nowMs + 1000;
        const requests = await recorded(house, { groupId, fromMs, toMs, lookBackMs: HOUR_MS });
        assertReplayed(group, requests, fromMs, toMs);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
}

type House = Pick<CallsAndHistory, 'switchboard' | 'history'> & { readonly clock: { nowMs: number } };

/** Something that happens some seconds after what happened before. */
interface Step {
  readonly gapSeconds: number;
  /** `elsewhere` is a call to another group of the account. */
  readonly kind: 'place' | 'complete' | 'elsewhere';
  readonly session: string | undefined;
  readonly outcome?: Outcome | undefined;
}

const anyOutcome = fc.constantFrom<Outcome | undefined>(
  ...[undefined, undefined, 'connected', 'busy', 'declined', 'declined', 'caller_hung_up'] as const,
);

const anyCalls: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    gapSeconds: fc.constantFrom(2, 2, 4, 6, 20, 70),
    kind: fc.constantFrom('place', 'place', 'place', 'complete', 'complete', 'elsewhere'),
    session: fc.constantFrom('a', 'a', 'b', 'c', undefined),
    outcome: anyOutcome,
  }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

const anyGroup: fc.Arbitrary<Partial<RouteGroup>> = fc.record({
  balance: fc.constantFrom('active', 'calls'),
  sessionTtlSeconds: fc.constantFrom(41, 101, 7201),
  retryWindowSeconds: fc.constantFrom(0, 20, 40),
  holdSeconds: fc.constantFrom(null, null, 45),
  maxAttempts: fc.constantFrom(null, 2),
  lastResort: fc.constantFrom(null, 'tel:+16175550100'),
  terminalOutcomes: fc.constantFrom([], ['declined'] as const, ['declined'] as const),
  destinations: fc.constantFrom(
    [destination(1, 60), destination(2, 40)],
    [destination(1, 50, { maxActive: 1 }), destination(2, 50, { caps: [{ per: 'hour', calls: 4 }] })],
    [destination(1, 70), destination(2, 30), destination(3, 100, { tier: 2, maxActive: 2 })],
  ),
  health: fc.constantFrom('observe', 'on').map((mode) => ({
    ...routeGroup().health,
    mode,
    consecutiveFailures: 2,
  })),
});

function groupOf(id: number, fields: Partial<RouteGroup>): RouteGroup {
  return routeGroup({ id, key: `key ${id}`, ...fields });
}

/**
 * Lets calls happen, one at a time. Two things are in no record, and don't happen here: the order of what happens within
 * one millisecond (calls come at even seconds, and what is due is due at odd ones), and what is told with a request after
 * a refusal.
 */
async function play({ switchboard, history, clock }: House, group: RouteGroup, steps: readonly Step[]) {
  const { id, accountId, key } = group;
  const begunMs = clock.nowMs;
  const refused = new Set<string | undefined>();
  for (const { gapSeconds, kind, session: name, outcome: told } of steps) {
    const session = name && `${id}${name}`;
    const atMs = clock.nowMs + gapSeconds * 1000;
    clock.nowMs = atMs - 1000;
    await expired({ history, clock }, id, begunMs);
    clock.nowMs = atMs;
    const outcome = refused.has(session) ? undefined : told;
    if (kind === 'complete') {
      if (session !== undefined) await switchboard.complete({ session, outcome });
    } else {
      const request = { accountId, key: kind === 'place' ? key : `other ${id}`, session, outcome };
      const answer = await switchboard.place(request);
      if (answer.kind === 'placed') refused.delete(session);
      else refused.add(session);
    }
  }
}

/** Waits until nothing is open any longer that is due. */
async function expired(
  { history, clock }: Pick<House, 'history' | 'clock'>,
  groupId: number,
  fromMs: number,
) {
  const period = { groupId, fromMs, toMs: clock.nowMs, lookBackMs: 0 };
  const isDue = (each: RecordedRequest) =>
    each.kind === 'placed' && each.endedAtMs === null && each.expiresAtMs <= clock.nowMs;
  while ((await recorded({ history }, period)).some(isDue)) await delay(2);
}

async function recorded(
  { history }: Pick<House, 'history'>,
  period: Parameters<House['history']['replay']>[0],
): Promise<RecordedRequest[]> {
  const requests: RecordedRequest[] = [];
  for await (const chunk of history.replay(period)) requests.push(...chunk);
  return requests;
}

/** Each call goes where it went, and all figures are those of the record. */
function assertReplayed(
  group: RouteGroup,
  requests: readonly RecordedRequest[],
  fromMs: number,
  toMs: number,
) {
  const placedBefore = new Map();
  const record = new CallRecord(group, fromMs);
  for (const request of requests) record.add(request);
  const went: string[] = [];
  const replay = {
    group,
    calls: record.calls,
    startMs: fromMs,
    endMs: toMs,
    usualMs: undefined,
    placedBefore,
  };
  replayCalls(replay, {
    arrived() {},
    ended() {},
    placed: (id, atMs) => void went.push(`${atMs - fromMs} ${id}`),
    refused: (reason, _, atMs) => void went.push(`${atMs - fromMs} ${reason}`),
  });
  assert.deepEqual(
    went,
    requests.map((each) =>
      `${each.atMs - fromMs} ${each.kind === 'placed' ? each.destinationId : each.reason}`
    ),
  );
  const run = new WhatIfRun({ present: group, edited: group, startMs: fromMs, fromMs, toMs, placedBefore });
  run.add(requests);
  const { happened, present, edited } = run.finish();
  assert.deepEqual(present, happened);
  assert.deepEqual(edited, happened);
}

function words(request: RecordedRequest): string {
  if (request.kind === 'refused') return `${request.number}: refused, ${request.reason}`;
  const { number, destinationId, tried, atMs, endedAtMs, endReason, outcome } = request;
  const after = tried.length > 0 ? ` after ${tried.join(' ')}` : '';
  const end = endedAtMs === null ? 'open' : `${endReason} after ${endedAtMs - atMs}`;
  return `${number}: ${destinationId}${after}, ${end}${outcome ? `, ${outcome}` : ''}`;
}

function sums(placed: ReadonlyMap<number, number>): number {
  return [...placed.values()].reduce((sum, each) => sum + each, 0);
}

import assert from 'node:assert/strict';
import { type CallStep, MOST_STEPS, type StepPosition } from '../../src/history/calls/calls.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { historyGroups, type HistoryTest, type House } from './history-contract.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What the history of every engine must tell of single calls. */
export function callsContract(test: HistoryTest) {
  test('tells a call from its first attempt on, with what it was decided on', async (house) => {
    const { switchboard, history, clock } = house;
    const startMs = clock.nowMs;
    await ask(switchboard, 1, 'other');
    await ask(switchboard, 1, 'a');
    clock.nowMs += 12 * SECOND_MS;
    await ask(switchboard, 1, 'a', 'no_answer');
    clock.nowMs += 60 * SECOND_MS;
    await switchboard.complete({ session: 'a', outcome: 'connected' });

    const { steps: [first, second, ...more], hasEarlier } = await history.calls.ofSession(1, 'a');
    assert.deepEqual([more, hasEarlier], [[], false]);
    assert.ok(first.kind === 'attempt' && second.kind === 'attempt');
    const { id: _, node: __, ...known } = first;
    assert.deepEqual(known, {
      kind: 'attempt',
      groupId: 1,
      version: 1,
      session: 'a',
      number: 1,
      atMs: startMs,
      // The call before went to A: of two, A is due 1.2 and has 1, B 0.8 and has none. R is what was short before.
      decision: {
        candidates: [
          { destinationId: 1, weight: 6000, counted: 1, deficit: 100_000, heldBack: false },
          { destinationId: 2, weight: 4000, counted: 0, deficit: 900_000, heldBack: false },
        ],
        excluded: [],
        others: 0,
        endedBy: null,
      },
      destinationId: 2,
      tried: [],
      expiresAtMs: startMs + 7_200_000,
      endedAtMs: startMs + 12 * SECOND_MS,
      endReason: 'retried',
      outcome: 'no_answer',
    });
    assert.deepEqual(
      [second.number, second.destinationId, second.tried, second.endReason, second.outcome],
      [2, 1, [2], 'completed', 'connected'],
    );
    assert.deepEqual(second.decision.excluded.map(({ reason }) => reason), ['tried']);
  });

  test('tells of an open attempt that it has not ended', async ({ switchboard, history }) => {
    await ask(switchboard, 1, 'a');
    const { steps: [step] } = await history.calls.ofSession(1, 'a');
    assert.ok(step.kind === 'attempt');
    assert.deepEqual([step.endedAtMs, step.endReason, step.outcome], [null, null, null]);
  });

  test('tells why a call was refused, and what it got instead', async ({ switchboard, history }) => {
    await ask(switchboard, 5, 'first');
    await ask(switchboard, 5, 'b');
    for (let request = 1; request <= 3; request++) await ask(switchboard, 1, 'c');
    const { steps: [full] } = await history.calls.ofSession(1, 'b');
    assert.ok(full.kind === 'refusal');
    assert.deepEqual([full.reason, full.lastResort, full.number, full.groupId], ['at_capacity', true, 1, 5]);
    assert.deepEqual(full.decision.excluded.map(({ destinationId, reason }) => [destinationId, reason]), [
      [7, 'full'],
    ]);
    const exhausted = (await history.calls.ofSession(1, 'c')).steps;
    assert.deepEqual(exhausted.map(({ kind, number }) => [kind, number]), [
      ['attempt', 1],
      ['attempt', 2],
      ['refusal', 3],
    ]);
  });

  test('finds a call in all groups of the account, and in no other account', async (house) => {
    const { switchboard, history, clock } = house;
    for (const group of [1, 2, 4]) {
      await ask(switchboard, group, 'a');
      clock.nowMs += HOUR_MS;
    }
    const groupsOf = async (account: number) =>
      (await history.calls.ofSession(account, 'a')).steps.map(({ groupId }) => groupId);
    assert.deepEqual(await groupsOf(1), [1, 2]);
    assert.deepEqual(await groupsOf(2), [4]);
    assert.deepEqual(await groupsOf(3), []);
    for (const session of ['A', 'a ', '%', '', 'never']) {
      assert.deepEqual(await history.calls.ofSession(1, session), { steps: [], hasEarlier: false });
    }
  });

  test('finds a call of weeks ago', async ({ switchboard, history, clock }) => {
    await ask(switchboard, 1, 'a');
    clock.nowMs += 29 * DAY_MS;
    await ask(switchboard, 1, 'b');
    assert.equal((await history.calls.ofSession(1, 'a')).steps.length, 1);
    assert.equal((await history.calls.ofSession(1, 'b')).steps.length, 1);
  });

  test('takes a session that comes again after a day for another call', async (house) => {
    const { switchboard, history, clock } = house;
    const timesOf = async () => (await history.calls.ofSession(1, 'a')).steps.map(({ atMs }) => atMs);
    const firstMs = clock.nowMs;
    await ask(switchboard, 1, 'a');
    clock.nowMs += DAY_MS;
    await ask(switchboard, 1, 'a');
    assert.deepEqual(await timesOf(), [firstMs, firstMs + DAY_MS]);
    clock.nowMs += DAY_MS + 1;
    await ask(switchboard, 1, 'a');
    assert.deepEqual(await timesOf(), [clock.nowMs]);
    clock.nowMs += 5 * DAY_MS + 7 * HOUR_MS;
    assert.equal((await timesOf()).length, 1);
  });

  test('gives no more steps of a call than anybody reads, and says that there were others', async (house) => {
    const { switchboard, history, clock } = house;
    for (let request = 0; request <= MOST_STEPS; request++) {
      await ask(switchboard, 1 + request % 2, 'a');
      clock.nowMs += 10;
    }
    const { steps, hasEarlier } = await history.calls.ofSession(1, 'a');
    assert.deepEqual([steps.length, hasEarlier], [MOST_STEPS, true]);
    const times = steps.map(({ atMs }) => atMs);
    assert.deepEqual(times, times.toSorted((one, other) => one - other));
    assert.equal(times.at(-1), clock.nowMs - 10);
  });

  test('lists the calls of a group, the newest first, a page after the other', async (house) => {
    const { switchboard, clock } = house;
    const expected: string[] = [];
    for (let call = 1; call <= 40; call++) {
      // Some in the same millisecond, some in the same minute, some days apart.
      clock.nowMs += [0, SECOND_MS, 40 * SECOND_MS, 3 * DAY_MS / 4][call % 4];
      await ask(switchboard, 5, `s${call}`);
      await ask(switchboard, 1, `other${call}`);
      expected.unshift(`s${call}`);
    }
    for (const limit of [1, 7, 39, 40, 100]) {
      assert.deepEqual((await allPages(house, 5, limit)).map(({ session }) => session), expected, `${limit}`);
    }
    const kinds = new Set((await allPages(house, 5, 100)).map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), ['attempt', 'refusal']);
    assert.deepEqual(await allPages(house, 987, 10), []);
  });

  test('lists calls that carried no session', async ({ switchboard, history }) => {
    await ask(switchboard, 1, undefined);
    const { steps } = await history.calls.ofGroup(1, { limit: 10 });
    assert.deepEqual(steps.map(({ session }) => session), [null]);
  });

  test('begins a page anywhere that somebody asks for', async ({ switchboard, history, clock }) => {
    await ask(switchboard, 1, 'a');
    const from = async (atMs: number) =>
      (await history.calls.ofGroup(1, { before: { atMs, id: 1 }, limit: 10 })).steps.length;
    assert.equal(await from(Date.UTC(9999, 0)), 1);
    assert.equal(await from(clock.nowMs - 1), 0);
    assert.equal(await from(Date.UTC(1970, 0)), 0);
  });
}

async function allPages({ history }: House, groupId: number, limit: number): Promise<CallStep[]> {
  const all: CallStep[] = [];
  let before: StepPosition | undefined;
  do {
    const { steps, next } = await history.calls.ofGroup(groupId, { before, limit });
    assert.ok(steps.length <= limit);
    all.push(...steps);
    before = next;
  } while (before);
  return all;
}

async function ask(
  switchboard: Switchboard,
  groupId: number,
  session: string | undefined,
  outcome?: 'no_answer',
) {
  const { accountId, key } = historyGroups[groupId - 1];
  await switchboard.place({ accountId, key, session, outcome });
}

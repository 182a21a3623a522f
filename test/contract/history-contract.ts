import assert from 'node:assert/strict';
import type { History } from '../../src/history/history.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { destination, routeGroup } from '../support/groups.ts';
import { callsContract } from './calls-contract.ts';

/** A switchboard that knows `historyGroups`, and the history of its calls, on one clock. */
export interface CallsAndHistory extends AsyncDisposable {
  readonly switchboard: Switchboard;
  readonly history: History;
}

export type OpenHistory = (clock: () => number) => Promise<CallsAndHistory>;

/** Sessions of the third may be older than those of the others. */
export const historyGroups = [
  routeGroup({ id: 1 }),
  routeGroup({ id: 2 }),
  routeGroup({ id: 3, sessionTtlSeconds: 10_800 }),
  routeGroup({ id: 4, accountId: 2 }),
  routeGroup({
    id: 5,
    destinations: [destination(7, 100, { maxActive: 1 })],
    lastResort: 'tel:+16175550100',
  }),
];

const MINUTE_MS = 60_000;
const NOON_MS = Date.UTC(2026, 2, 1, 12);

/** What the history of every engine must do; the engine's name stands in each test's title. */
export function historyContract(engine: string, open: OpenHistory) {
  const test: HistoryTest = (title, body) =>
    Deno.test(`${engine} history ${title}`, async () => {
      const clock = { nowMs: NOON_MS };
      await using parts = await open(() => clock.nowMs);
      await body({ ...parts, clock });
    });

  callsContract(test);

  test('knows that a group placed no call', async ({ history }) => {
    assert.deepEqual(await history.usage(1), { lastHour: 0, lastDay: 0 });
    assert.deepEqual(await history.usage(987), { lastHour: 0, lastDay: 0 });
  });

  test('counts the calls that each group placed', async ({ switchboard, history }) => {
    await place(switchboard, 1, 3);
    await place(switchboard, 2, 2);
    assert.deepEqual(await history.usage(1), { lastHour: 3, lastDay: 3 });
    assert.deepEqual(await history.usage(2), { lastHour: 2, lastDay: 2 });
  });

  test('counts every attempt of a call, and those that ended', async ({ switchboard, history }) => {
    const { accountId, key } = historyGroups[0];
    for (let attempt = 1; attempt <= 2; attempt++) await switchboard.place({ accountId, key, session: 'a' });
    await switchboard.complete({ session: 'a' });
    assert.deepEqual(await history.usage(1), { lastHour: 2, lastDay: 2 });
  });

  test('counts no call that was refused', async ({ switchboard, history }) => {
    const { accountId, key } = historyGroups[0];
    const kinds = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      kinds.push((await switchboard.place({ accountId, key, session: 'a' })).kind);
    }
    assert.deepEqual(kinds, ['placed', 'placed', 'refused']);
    assert.equal((await history.usage(1)).lastHour, 2);
  });

  test('forgets what is older than an hour, than a day', async ({ switchboard, history, clock }) => {
    await place(switchboard, 1, 1);
    const after = async (minutes: number) => {
      clock.nowMs = NOON_MS + minutes * MINUTE_MS;
      return await history.usage(1);
    };
    assert.deepEqual(await after(59), { lastHour: 1, lastDay: 1 });
    assert.deepEqual(await after(60), { lastHour: 0, lastDay: 1 });
    assert.deepEqual(await after(24 * 60 - 1), { lastHour: 0, lastDay: 1 });
    assert.deepEqual(await after(24 * 60), { lastHour: 0, lastDay: 0 });
  });

  test('adds up the minutes of a day', async ({ switchboard, history, clock }) => {
    for (let hour = 0; hour < 24; hour++) {
      clock.nowMs = NOON_MS + hour * 60 * MINUTE_MS;
      await place(switchboard, 1, hour + 1);
    }
    assert.deepEqual(await history.usage(1), { lastHour: 24, lastDay: (24 * 25) / 2 });
  });
}

/** The parts, and a clock that a test moves. */
export type House =
  & Pick<CallsAndHistory, 'switchboard' | 'history'>
  & { readonly clock: { nowMs: number } };

export type HistoryTest = (title: string, body: (house: House) => Promise<void>) => void;

/** Calls without a session: each is one of its own. */
async function place(switchboard: Switchboard, groupId: number, calls: number) {
  const { accountId, key } = historyGroups[groupId - 1];
  for (let call = 0; call < calls; call++) await switchboard.place({ accountId, key, session: undefined });
}

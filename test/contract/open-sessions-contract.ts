import assert from 'node:assert/strict';
import type { OpenFilter, OpenQuery, OpenSession } from '../../src/history/sessions/open-sessions.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { routeGroup } from '../support/groups.ts';
import { until } from '../support/until.ts';
import { type CallsAndHistory, historyGroups, type OpenHistory } from './history-contract.ts';

const NOON_MS = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;

/** What the view on open sessions must show in every engine; the engine's name stands in each test's title. */
export function openSessionsContract(engine: string, open: OpenHistory) {
  const test = (title: string, body: (house: House) => Promise<void>) =>
    Deno.test(`${engine} open sessions ${title}`, async () => {
      const clock = { nowMs: NOON_MS };
      await using parts = await open(() => clock.nowMs);
      await body({ ...parts, clock });
    });

  test('are none while nobody calls', async ({ history: { sessions } }) => {
    assert.deepEqual(await sessions.find(everything()), { sessions: [], next: undefined });
    assert.deepEqual(await sessions.ages({ accountId: 1 }), [0, 0, 0, 0]);
    assert.deepEqual(await sessions.references({ accountId: 1 }, 10), []);
  });

  test('have who they are, where they are and until when', async ({ switchboard, history, clock }) => {
    await place(switchboard, 1, 'a');
    clock.nowMs += 1000;
    await place(switchboard, 1, 'a');
    const { sessions: [session] } = await history.sessions.find(everything());
    const { id, destinationId, node, ...rest } = session;
    assert.ok(id > 0);
    assert.ok([1, 2].includes(destinationId));
    assert.equal(node === null, engine === 'SQLite');
    assert.deepEqual(rest, {
      groupId: 1,
      session: 'a',
      number: 2,
      openedAtMs: NOON_MS + 1000,
      expiresAtMs: NOON_MS + 1000 + 7_200_000,
    });
  });

  test('are listed by age, the oldest or the newest first, a page at a time', async (house) => {
    await placeInTurn(house, ['a', 'b', 'c', 'd', 'e']);
    assert.deepEqual(await allPages(house, { order: 'oldest', limit: 2 }), [['a', 'b'], ['c', 'd'], ['e']]);
    assert.deepEqual(await allPages(house, { order: 'newest', limit: 3 }), [['e', 'd', 'c'], ['b', 'a']]);
    assert.deepEqual(await allPages(house, { order: 'newest', limit: 5 }), [['e', 'd', 'c', 'b', 'a']]);
  });

  test('of one moment are all on some page, once', async ({ switchboard, history }) => {
    const names = Array.from({ length: 7 }, (_, index) => `s-${index}`);
    await Promise.all(names.map((name) => place(switchboard, 1, name)));
    const pages = await allPages({ history }, { order: 'oldest', limit: 2 });
    assert.deepEqual(pages.flat().sort(), names);
  });

  test('are no longer listed once they end', async ({ switchboard, history }) => {
    for (const session of ['a', 'b', 'c', 'c']) await place(switchboard, 1, session);
    await switchboard.complete({ session: 'a' });
    const open = await find(history, {});
    assert.deepEqual(open.map(({ session, number }) => [session, number]).sort(), [['b', 1], ['c', 2]]);
    await switchboard.release({ accountId: 1, attempts: open });
    assert.deepEqual(await find(history, {}), []);
  });

  test('of another account are not shown', async ({ switchboard, history }) => {
    await place(switchboard, 1, 'a');
    assert.deepEqual(await find(history, { accountId: 2 }), []);
    assert.deepEqual(await history.sessions.ages({ accountId: 2 }), [0, 0, 0, 0]);
    assert.deepEqual(await history.sessions.references({ accountId: 2 }, 10), []);
  });

  test('are found by group, destination and age', async (house) => {
    const { switchboard, history, clock } = house;
    await placeInTurn(house, ['a', 'b', 'c']);
    await place(switchboard, 2, 'd');
    const names = async (filter: Partial<OpenFilter>) =>
      (await find(history, filter)).map(({ session }) => session);
    assert.deepEqual(await names({ groupId: 1 }), ['a', 'b', 'c']);
    assert.deepEqual(await names({ groupId: 2 }), ['d']);
    assert.deepEqual(await names({ openedBeforeMs: NOON_MS + MINUTE_MS }), ['a']);
    assert.deepEqual(await names({ openedBeforeMs: clock.nowMs + 1 }), ['a', 'b', 'c', 'd']);
    const at = async (destinationId: number) => await names({ groupId: 1, destinationId });
    assert.deepEqual([...await at(1), ...await at(2)].sort(), ['a', 'b', 'c']);
    assert.equal((await at(1)).length, 2);
  });

  test('are found by the whole id or its beginning, whatever is in it', async ({ switchboard, history }) => {
    const ids = ['50%_off', '50', '501', 'Ä;é𝄞1', 'ä;é𝄞1', "x'--"];
    for (const id of ids) await place(switchboard, 1, id);
    await place(switchboard, 1, undefined);
    const named = async (filter: Partial<OpenFilter>) =>
      (await find(history, filter)).map(({ session }) => session).sort();
    assert.deepEqual(await named({ session: '50' }), ['50']);
    assert.deepEqual(await named({ session: '5' }), []);
    assert.deepEqual(await named({ sessionPrefix: '50' }), ['50', '50%_off', '501']);
    assert.deepEqual(await named({ sessionPrefix: '50%' }), ['50%_off']);
    assert.deepEqual(await named({ sessionPrefix: 'Ä;é𝄞' }), ['Ä;é𝄞1']);
    assert.deepEqual(await named({ sessionPrefix: "x'" }), ["x'--"]);
  });

  test('are counted by age', async ({ switchboard, history, clock }) => {
    const start = clock.nowMs;
    for (const [minutes, groupId] of [[0, 3], [90, 2], [91, 1], [115, 1], [116, 1], [119, 1]]) {
      clock.nowMs = start + minutes * MINUTE_MS;
      await place(switchboard, groupId, undefined);
    }
    clock.nowMs = start + 120 * MINUTE_MS;
    assert.deepEqual(await history.sessions.ages({ accountId: 1 }), [2, 2, 1, 1]);
    assert.deepEqual(await history.sessions.ages({ accountId: 1, groupId: 2 }), [0, 0, 1, 0]);
  });

  test('say how a switchboard finds them, the oldest first, so many as are wanted', async (house) => {
    await placeInTurn(house, ['a', 'b', 'c']);
    const listed = (await find(house.history, {})).map(({ id, session, expiresAtMs }) => ({
      id,
      session,
      expiresAtMs,
    }));
    const { sessions } = house.history;
    assert.deepEqual(await sessions.references({ accountId: 1 }, 2), listed.slice(0, 2));
    assert.deepEqual(await sessions.references({ accountId: 1 }, 9), listed);
    const ids = [listed[2].id, 987_654];
    assert.deepEqual(await sessions.references({ accountId: 1, ids }, 9), [listed[2]]);
  });

  test('show which applications lose them: how attempts ended, day and week', async (house) => {
    const { switchboard, history, clock } = house;
    await placeInTurn(house, ['a', 'b', 'c', 'd']);
    await place(switchboard, 2, 'e');
    await switchboard.complete({ session: 'a' });
    await switchboard.complete({ session: 'b', outcome: 'connected' });
    await switchboard.release({
      accountId: 1,
      attempts: await history.sessions.references({ accountId: 1 }, 1),
    });
    await expire(house, 7200);
    const day = {
      reasons: { completed: 2, released: 1, expired: 1 },
      outcomes: { '': 1, connected: 1 },
      // Open since minutes 0 and 1, until minute 4.
      completedOpenMs: 7 * MINUTE_MS,
    };
    const nothing = { reasons: {}, outcomes: {}, completedOpenMs: 0 };
    const weekBefore = async () =>
      (await history.losses.details({ accountId: 1, groupId: 1, sessionTtlSeconds: 7200 })).weekBefore;
    const endings = await history.losses.endings();
    assert.deepEqual(endings.get(1), day);
    assert.deepEqual(endings.get(2)!.reasons, { expired: 1 });
    assert.deepEqual(await weekBefore(), nothing);
    clock.nowMs += 86_400_000;
    assert.equal((await history.losses.endings()).get(1), undefined);
    assert.deepEqual(await weekBefore(), day);
    clock.nowMs += 7 * 86_400_000;
    assert.deepEqual(await weekBefore(), nothing);
  });

  test('that were lost tell what they have in common, and how long calls last', async (house) => {
    const { switchboard, history, clock } = house;
    const look = () => history.losses.details({ accountId: 1, groupId: 1, sessionTtlSeconds: 7200 });
    const nothing = { reasons: {}, outcomes: {}, completedOpenMs: 0 };
    assert.deepEqual(await look(), { weekBefore: nothing, sample: null, lengths: null, overdue: 0 });
    for (const session of ['lost', undefined, undefined, 'a', 'b', 'c']) await place(switchboard, 1, session);
    clock.nowMs += 5000;
    await switchboard.complete({ session: 'a' });
    clock.nowMs += 295_000;
    for (const session of ['b', 'c']) await switchboard.complete({ session });
    clock.nowMs += 3 * MINUTE_MS;
    assert.equal((await look()).overdue, 0);
    clock.nowMs += 3 * MINUTE_MS;
    assert.equal((await look()).overdue, 3);
    await expire(house, 7200 - 11 * 60);
    const { sample, lengths } = await look();
    assert.deepEqual(sample, { attempts: 3, withoutSession: 2 });
    const { calls, brief, medianSeconds, p99Seconds } = lengths!;
    assert.deepEqual([calls, brief], [3, 1]);
    for (const seconds of [medianSeconds, p99Seconds]) assert.ok(Math.abs(seconds - 300) < 15, `${seconds}`);
    assert.equal(
      (await history.losses.details({ accountId: 1, groupId: 2, sessionTtlSeconds: 7200 })).sample,
      null,
    );
  });
}

type House = Pick<CallsAndHistory, 'switchboard' | 'history'> & { readonly clock: { nowMs: number } };

function everything(): OpenQuery {
  return { accountId: 1, order: 'oldest', limit: 100 };
}

async function find(history: House['history'], filter: Partial<OpenFilter>): Promise<readonly OpenSession[]> {
  return (await history.sessions.find({ ...everything(), ...filter })).sessions;
}

async function allPages(
  { history }: Pick<House, 'history'>,
  query: Pick<OpenQuery, 'order' | 'limit'>,
): Promise<(string | null)[][]> {
  const pages = [];
  let after: OpenQuery['after'];
  do {
    const page = await history.sessions.find({ accountId: 1, ...query, after });
    pages.push(page.sessions.map(({ session }) => session));
    after = page.next;
  } while (after);
  return pages;
}

function place(switchboard: Switchboard, groupId: number, session: string | undefined) {
  const { accountId, key } = historyGroups[groupId - 1];
  return switchboard.place({ accountId, key, session });
}

/** One a minute, in the first group. */
async function placeInTurn({ switchboard, clock }: House, sessions: readonly string[]) {
  for (const session of sessions) {
    await place(switchboard, 1, session);
    clock.nowMs += MINUTE_MS;
  }
}

/** Moves time on until everything is over, and storage knows. */
async function expire({ switchboard, history, clock }: House, seconds: number) {
  clock.nowMs += seconds * 1000;
  const ids = historyGroups.map(({ id }) => id);
  await until(async () => {
    const snapshots = await switchboard.snapshots(ids);
    const isOver = [...snapshots.values()].every(({ active }) => active === 0);
    return isOver &&
      (await history.sessions.references({ accountId: routeGroup().accountId }, 1)).length === 0;
  });
}

import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import { EventTail } from '../../src/history/events/event-tail.ts';
import type { EventHistory, EventQuery } from '../../src/history/events/event-history.ts';
import { KyselyEvents } from '../../src/history/events/kysely-events.ts';
import type { EventTable, HistorySchema } from '../../src/history/history-schema.ts';

/** The switchboard's tables without the switchboard. */
export interface EventStore extends AsyncDisposable {
  readonly db: Kysely<HistorySchema>;
  /** Puts an event there, with this very id. */
  insert(row: EventTable): Promise<void>;
}

/** In the order of its columns. */
export const columnsOf = (row: EventTable) => [
  ...[row.id, row.at_ms, row.account_id, row.group_id, row.destination_id],
  ...[row.kind, row.detail, row.node],
];

const NOON_MS = Date.UTC(2026, 2, 1, 12);

/** What finding and following events must do on every engine; its name stands in each test's title. */
export function eventHistoryContract(engine: string, open: () => Promise<EventStore>) {
  const test = (title: string, body: (house: House) => Promise<void>) =>
    Deno.test(`${engine} history of events ${title}`, async () => {
      await using store = await open();
      await body(new House(store));
    });

  test('has none at first', async ({ events }) => {
    assert.equal(await events.lastId(), 0);
    assert.deepEqual(await events.since(0, 10), []);
    assert.deepEqual(await events.find(1, ANY), { events: [], next: undefined });
  });

  test('gives everything that is stored', async ({ events, happens }) => {
    await happens({ account_id: 1, group_id: 2, destination_id: 3, detail: '{"observed":true}', node: 'n1' });
    assert.deepEqual(await events.since(0, 10), [{
      id: 1,
      atMs: NOON_MS,
      accountId: 1,
      groupId: 2,
      destinationId: 3,
      kind: 'destination.trial',
      detail: { observed: true },
      node: 'n1',
    }]);
    assert.equal(await events.lastId(), 1);
  });

  test('goes on after an id, over all accounts, so many at a time', async ({ events, happens }) => {
    for (const account_id of [1, 2, null, 1, 2]) await happens({ account_id });
    assert.deepEqual((await events.since(1, 3)).map(({ id }) => id), [2, 3, 4]);
    assert.deepEqual((await events.since(4, 3)).map(({ id }) => id), [5]);
  });

  test("finds an account's own and those of the whole service, the newest first", async (house) => {
    await house.happens({ account_id: 1, at_ms: NOON_MS });
    await house.happens({ account_id: 2, at_ms: NOON_MS + 1 });
    await house.happens({ account_id: null, group_id: null, at_ms: NOON_MS + 2, kind: 'service.degraded' });
    await house.happens({ account_id: 1, at_ms: NOON_MS + 1 });
    assert.deepEqual(await house.idsOf(1), [3, 4, 1]);
    assert.deepEqual(await house.idsOf(2), [3, 2]);
    assert.deepEqual(await house.idsOf(9), [3]);
  });

  test("finds one group's, and those of the whole service", async (house) => {
    await house.happens({ group_id: 1 });
    await house.happens({ group_id: 2 });
    await house.happens({ account_id: null, group_id: null, kind: 'service.degraded' });
    assert.deepEqual(await house.idsOf(1, { groupId: 2 }), [3, 2]);
    assert.deepEqual(await house.idsOf(2, { groupId: 2 }), [3], "never of another account's group");
  });

  test('finds kinds and times, the end of which is not in', async (house) => {
    for (const kind of ['group.refusing', 'group.serving', 'destination.trial']) {
      await house.happens({ kind });
    }
    assert.deepEqual(await house.idsOf(1, { kinds: ['group.serving'] }), [2]);
    assert.deepEqual(await house.idsOf(1, { kinds: ['group.serving', 'group.refusing'] }), [2, 1]);
    await house.happens({ at_ms: NOON_MS + 10 });
    await house.happens({ at_ms: NOON_MS + 20 });
    assert.deepEqual(await house.idsOf(1, { fromMs: NOON_MS + 10 }), [5, 4]);
    assert.deepEqual(await house.idsOf(1, { fromMs: NOON_MS + 10, toMs: NOON_MS + 20 }), [4]);
  });

  test('pages through what happened in the same moment without losing or repeating any', async (house) => {
    for (let time = 0; time < 7; time++) {
      await house.happens({ at_ms: NOON_MS + (time > 4 ? 1 : 0), kind: KINDS[time % KINDS.length] });
    }
    const pages: number[][] = [];
    let before: EventQuery['before'];
    do {
      const page = await house.events.find(1, { ...ANY, limit: 3, before });
      pages.push(page.events.map(({ id }) => id));
      before = page.next;
    } while (before);
    assert.deepEqual(pages, [[7, 6, 5], [4, 3, 2], [1]]);
  });

  test('is followed from now on, each event once, those that show late as well', async (house) => {
    for (let time = 0; time < 3; time++) await house.happens({});
    let nowMs = 0;
    const tail = await EventTail.open(house.events, () => nowMs);
    const ids = async () => (await tail.next()).map(({ id }) => id);
    assert.deepEqual(await ids(), []);
    await house.happens({});
    // The transaction that was given this id has not committed yet.
    await house.happens({ id: 7 });
    assert.deepEqual(await ids(), [4, 7]);
    nowMs += 9000;
    await house.happens({ id: 6 });
    assert.deepEqual(await ids(), [6]);
    assert.deepEqual(await ids(), []);
    nowMs += 1000;
    assert.deepEqual(await ids(), []);
    await house.happens({ id: 8 });
    assert.deepEqual(await ids(), [8]);
  });

  test('is followed through a burst', async (house) => {
    const tail = await EventTail.open(house.events);
    for (let time = 0; time < 450; time++) await house.happens({ id: time + 1 });
    assert.equal((await tail.next()).length, 450);
    assert.deepEqual(await tail.next(), []);
  });
}

const KINDS = ['destination.trial', 'group.refusing', 'group.serving', 'service.degraded'];
const ANY: EventQuery = { kinds: KINDS, limit: 100 };

/** A store in which things happen when a test says so. */
class House {
  readonly #store: EventStore;
  readonly events: EventHistory;
  #lastId = 0;

  constructor(store: EventStore) {
    this.#store = store;
    this.events = new KyselyEvents(store.db);
  }

  readonly happens = async (fields: Partial<EventTable>) => {
    this.#lastId = Math.max(this.#lastId + 1, fields.id ?? 0);
    await this.#store.insert({ id: this.#lastId, ...PLAIN, ...fields });
  };

  async idsOf(accountId: number, query: Partial<EventQuery> = {}): Promise<number[]> {
    const { events } = await this.events.find(accountId, { ...ANY, ...query });
    return events.map(({ id }) => id);
  }
}

const PLAIN = {
  ...{ at_ms: NOON_MS, account_id: 1, group_id: 1, destination_id: null, kind: 'destination.trial' },
  ...{ detail: '{}', node: null },
};

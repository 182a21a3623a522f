import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { addGroup, noGroupFigures } from '../../src/history/reports/figures.ts';
import type { GroupFigures, Reports, Span } from '../../src/history/reports/reports.ts';
import type { HistorySchema } from '../../src/history/history-schema.ts';
import { partsOf } from '../../src/manager/reports/report-period.ts';
import type { Outcome } from '../../src/routing/outcome.ts';
import type { RouteGroup } from '../../src/routing/route-group.ts';
import type { Switchboard } from '../../src/switchboard/switchboard.ts';
import { destination, routeGroup } from '../support/groups.ts';
import { naiveFigures } from '../support/naive-figures.ts';
import { until } from '../support/until.ts';

/** A switchboard that can be opened again, and the history of its calls, on one clock. */
export interface ReportedCalls extends AsyncDisposable {
  readonly switchboard: Switchboard;
  readonly reports: Reports;
  /** The tables themselves. */
  readonly db: Kysely<HistorySchema>;
  reopen(groups: readonly RouteGroup[]): Promise<void>;
}

export type OpenReportedCalls = (
  groups: readonly RouteGroup[],
  clock: () => number,
) => Promise<ReportedCalls>;

const MINUTE_MS = 60_000;
const GROUPS = [1, 2];

/** So many that SQLite looks up the ones above minute by minute, and not these. */
const OTHERS = Array.from({ length: 10 }, (_, index) => 11 + index);
const SESSIONS = ['a', 'b', 'c', 'd', 'e', 'f', undefined];
const OUTCOMES: (Outcome | undefined)[] = [
  undefined,
  undefined,
  'connected',
  'busy',
  'no_answer',
  'failed',
  'declined',
  'caller_hung_up',
];

/** Each with the evening before its clocks change. +05:45 never changes them; Lord Howe Island does, by half an hour. */
const PLACES = [
  { timeZone: 'UTC', startsAt: '2026-03-01T22:10:00Z' },
  { timeZone: 'America/New_York', startsAt: '2026-11-01T01:20:30Z' },
  { timeZone: 'Europe/Berlin', startsAt: '2026-03-28T20:59:59Z' },
  { timeZone: 'Asia/Kathmandu', startsAt: '2026-06-30T12:00:00Z' },
  { timeZone: 'Australia/Lord_Howe', startsAt: '2026-04-04T10:00:00Z' },
];

const groupId = fc.constantFrom(...GROUPS);
const session = fc.constantFrom(...SESSIONS);
const outcome = fc.constantFrom(...OUTCOMES);

const step = fc.oneof(
  { weight: 14, arbitrary: fc.record({ do: fc.constant('place' as const), groupId, session, outcome }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('complete' as const), session, outcome }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 999, 20_000, 20_000, 60_000, 60_000, 301_000, 4_000_000, 30_000_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      groupId,
      destinations: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What the reports of every engine must say; the engine's name stands in each test's title. */
export function reportsContract(engine: string, open: OpenReportedCalls) {
  Deno.test(`${engine} reports say of any period what its attempts and refusals say one by one`, () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 30, maxLength: 90 }),
        fc.constantFrom(...PLACES),
        fc.tuple(fc.nat(400), fc.nat(400)),
        async (steps, { timeZone, startsAt }, [late, early]) => {
          await using house = await House.open(open, Date.parse(startsAt));
          await house.fillOthers();
          for (const each of steps) await house.play(each);
          const whole = await house.everything();
          // A period that begins and ends in the middle of calls, and long before the present.
          const from = whole.from + late;
          const part = { from, to: Math.max(from + 1, whole.to - early) };
          for (const unit of ['total', 'hour', 'day'] as const) {
            await house.compare([...partsOf(whole, unit, timeZone)]);
            await house.compare([...partsOf(part, unit, timeZone)]);
          }
          const minutes = { from: whole.from, to: Math.min(whole.to, whole.from + 100) };
          await house.compare([...partsOf(minutes, 'minute', timeZone)]);
        },
      ),
      { numRuns: 25 },
    ));

  const test = (title: string, body: (house: House) => Promise<void>) =>
    Deno.test(`${engine} reports ${title}`, async () => {
      await using house = await House.open(open, Date.parse('2026-03-01T12:00:00Z'));
      await body(house);
    });

  test('say of a group without calls that there were none', async (house) => {
    house.nowMs += 10 * MINUTE_MS;
    const [figures] = await house.figures([{ from: house.firstMinute, to: house.firstMinute + 5 }]);
    assert.deepEqual(figures.get(1), noGroupFigures());
    assert.deepEqual(figures.get(2), noGroupFigures());
  });

  test('begin with the latest piece, so that the work can be ended early', async (house) => {
    await house.play({ do: 'place', groupId: 1, session: 'a', outcome: undefined });
    await house.play({ do: 'pass', ms: 301_000 });
    await house.everything();
    house.nowMs += 3 * 24 * 60 * MINUTE_MS;
    const span = { from: house.firstMinute, to: house.reports.completeUntil() };
    const [{ from, to, groups }] = await firstOf(
      house.reports.pieces({ groupIds: [1], spans: [span] }),
    );
    assert.deepEqual({ to, minutes: to - from }, { to: span.to, minutes: 24 * 60 });
    assert.equal(groups.get(1)!.peak, 0, 'the call had expired');
  });

  test('list the attempts of a group in the order of time', async (house) => {
    for (let minute = 0; minute < 3; minute++) {
      for (const session of ['a', `b${minute}`, undefined]) {
        house.nowMs += 1;
        await house.place(2, session);
      }
      await house.play({ do: 'complete', session: 'a', outcome: 'connected' });
      await house.play({ do: 'pass', ms: 20_000 });
    }
    const whole = await house.everything();
    const listed = await house.attempts(2, whole);
    const { attempts } = await house.rows();
    assert.deepEqual(
      listed.map(({ id, openedAtMs, reason, outcome }) => ({ id, openedAtMs, reason, outcome })),
      attempts.sort((a, b) => a.opened_at_ms - b.opened_at_ms || a.id - b.id).map((row) => ({
        id: row.id,
        openedAtMs: row.opened_at_ms,
        reason: row.end_reason,
        outcome: row.outcome,
      })),
    );
    assert.ok(listed.length >= 9);
    assert.deepEqual(await house.attempts(1, whole), []);
    const second = { from: whole.from + 1, to: whole.from + 2 };
    assert.deepEqual(
      (await house.attempts(2, second)).map(({ id }) => id),
      listed.filter(({ openedAtMs }) => Math.floor(openedAtMs / MINUTE_MS) === second.from).map(({ id }) =>
        id
      ),
    );
  });

  test('list more attempts than one page has', async (house) => {
    for (let call = 0; call < 4_100; call += 100) {
      await Promise.all(Array.from({ length: 100 }, () => house.place(2, undefined)));
    }
    const whole = await house.everything();
    const ids = (await house.attempts(2, whole)).map(({ id }) => id);
    assert.deepEqual([ids.length, new Set(ids).size], [4_100, 4_100]);
  });
}

async function firstOf<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  for await (const value of values) return [value];
  return [];
}

/** Calls on a clock that ticks with every one of them, and their history. */
class House implements AsyncDisposable {
  readonly #parts: ReportedCalls;
  readonly #clock: { nowMs: number };
  readonly #groups = new Map([...GROUPS, ...OTHERS].map((id) => [id, groupOf(id, 1, [1, 2])]));
  readonly firstMinute: number;
  #steps = 0;

  private constructor(parts: ReportedCalls, clock: { nowMs: number }) {
    this.#parts = parts;
    this.#clock = clock;
    this.firstMinute = Math.floor(clock.nowMs / MINUTE_MS);
  }

  static async open(open: OpenReportedCalls, nowMs: number): Promise<House> {
    const clock = { nowMs };
    const groups = [...GROUPS, ...OTHERS].map((id) => groupOf(id, 1, [1, 2]));
    return new House(await open(groups, () => clock.nowMs), clock);
  }

  get reports(): Reports {
    return this.#parts.reports;
  }

  get nowMs(): number {
    return this.#clock.nowMs;
  }

  set nowMs(nowMs: number) {
    this.#clock.nowMs = nowMs;
  }

  place(groupId: number, session: string | undefined, outcome?: Outcome) {
    const { accountId, key } = this.#groups.get(groupId)!;
    return this.#parts.switchboard.place({ accountId, key, session, outcome });
  }

  /** A call in every other group. */
  async fillOthers() {
    for (const id of OTHERS) await this.place(id, undefined);
  }

  async play(each: Step) {
    await this.#turnToNextMoment();
    const { switchboard } = this.#parts;
    switch (each.do) {
      case 'place':
        return void await this.place(each.groupId, each.session, each.outcome);
      case 'complete': {
        const { session = 'a', outcome } = each;
        return void await switchboard.complete({ session, outcome });
      }
      case 'pass':
        this.nowMs += each.ms;
        return;
      case 'edit': {
        const next = groupOf(each.groupId, this.#groups.get(each.groupId)!.version + 1, each.destinations);
        this.#groups.set(next.id, next);
        return switchboard.configure(next);
      }
      case 'reopen':
        return await this.#parts.reopen([...this.#groups.values()]);
    }
  }

  /** All that has happened, once it is over and written. */
  async everything(): Promise<Span> {
    this.nowMs += 2 * MINUTE_MS;
    await this.#turnToNextSecond();
    return { from: this.firstMinute, to: this.reports.completeUntil() };
  }

  rows() {
    return rowsOf(this.#parts.db);
  }

  async figures(spans: readonly Span[], groupIds = GROUPS): Promise<Map<number, GroupFigures>[]> {
    const sums = spans.map(() => new Map(groupIds.map((id) => [id, noGroupFigures()])));
    for await (const { span, groups } of this.reports.pieces({ groupIds, spans })) {
      for (const [id, figures] of groups) addGroup(sums[span].get(id)!, figures);
    }
    return sums;
  }

  async attempts(groupId: number, span: Span) {
    const pages = [];
    for await (const page of this.reports.attempts(groupId, span)) pages.push(page);
    return pages.flat();
  }

  async compare(spans: readonly Span[]) {
    const rows = await this.rows();
    for (const groupIds of [GROUPS, [...GROUPS, ...OTHERS]]) {
      const figures = await this.figures(spans, groupIds);
      for (const [index, span] of spans.entries()) {
        for (const id of groupIds) {
          assert.deepEqual(
            plain(figures[index].get(id)!),
            plain(naiveFigures(rows, id, span, index === 0)),
            `group ${id}, minutes ${span.from} to ${span.to}`,
          );
        }
      }
    }
  }

  async [Symbol.asyncDispose]() {
    await this.#parts[Symbol.asyncDispose]();
  }

  /**
   * Nothing happens at the same moment as anything else, but ends of what is due, which come first: engines look for
   * those by the second or by the millisecond, and now and then.
   */
  async #turnToNextMoment() {
    await this.#turnToNextSecond();
    this.#steps += 1;
    if (!await this.#endsBefore(this.nowMs + 1000)) this.nowMs += (this.#steps * 37) % 1000;
  }

  /** Until what is due has ended, and all is written. */
  async #turnToNextSecond() {
    this.nowMs = (Math.floor(this.nowMs / 1000) + 1) * 1000;
    await until(async () =>
      this.#parts.switchboard.health().waiting === 0 && !await this.#endsBefore(this.nowMs + 1)
    );
  }

  async #endsBefore(ms: number): Promise<boolean> {
    const due = await this.#parts.db.selectFrom('attempt').select('id').where('ended_at_ms', 'is', null)
      .where('expires_at_ms', '<', ms).limit(1).execute();
    return due.length > 0;
  }
}

async function rowsOf(db: Kysely<HistorySchema>) {
  return {
    attempts: await db.selectFrom('attempt').selectAll().execute(),
    refusals: await db.selectFrom('refusal').selectAll().execute(),
  };
}

/** Few places, so that calls are refused; one group has a last resort. */
function groupOf(id: number, version: number, destinations: readonly number[]): RouteGroup {
  const percent = Math.floor(10_000 / Math.max(1, destinations.length)) / 100;
  return routeGroup({
    id,
    version,
    balance: id === 1 ? 'active' : 'calls',
    sessionTtlSeconds: 300,
    retryWindowSeconds: 60,
    lastResort: id === 1 ? 'sip:voicemail@10.0.0.9' : null,
    destinations: destinations.map((number) =>
      destination(id * 10 + number, percent, {
        maxActive: id === 1 ? number : null,
        uri: `sip:${number}@group-${id}`,
      })
    ),
  });
}

/** In an order of their own, without what has nothing to tell. */
function plain({ peak, refusals, destinations }: GroupFigures) {
  const sorted = <Value>(map: ReadonlyMap<string | number, Value>) =>
    Object.fromEntries([...map].sort(([a], [b]) => String(a) < String(b) ? -1 : 1));
  const told = [...destinations].map(([id, { endings, lengths, ...figures }]) =>
    [id, { ...figures, endings: sorted(endings), lengths: sorted(lengths) }] as const
  );
  return { peak, refusals: sorted(refusals), destinations: sorted(new Map(told)) };
}

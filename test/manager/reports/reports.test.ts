import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GroupOutput } from '../../../src/contract/group.ts';
import type { Report } from '../../../src/contract/report.ts';
import type { Outcome } from '../../../src/routing/outcome.ts';
import { type ControlPlane, openControlPlane, support } from '../control-plane.ts';

const REPORTS = '/api/v1/reports';
const MINUTE_MS = 60_000;
const NOON = Date.parse('2026-06-30T12:00:00Z');

/** A day of a group with 60 % and 40 %, on a clock of its own. */
class Day implements AsyncDisposable {
  nowMs = NOON;
  plane!: ControlPlane;
  group!: GroupOutput;

  static async begin(): Promise<Day> {
    const day = new Day();
    day.plane = await openControlPlane({}, () => day.nowMs);
    day.group = await day.plane.create();
    return day;
  }

  async place(session: string | undefined, group = this.group) {
    const answer = await this.plane.switchboard.place({ accountId: 1, key: group.key, session });
    return answer.kind === 'placed' ? answer.name : answer.kind;
  }

  complete(session: string, outcome?: Outcome) {
    return this.plane.switchboard.complete({ session, outcome });
  }

  pass(minutes: number) {
    this.nowMs += minutes * MINUTE_MS;
  }

  /** Asks once everything is written. */
  async ask(search: string, asking: Parameters<ControlPlane['ask']>[2] = {}, path = REPORTS) {
    while (this.plane.switchboard.health().waiting > 0) await delay(2);
    return await this.plane.ask('GET', `${path}?${search}`, { as: '1-viewer', ...asking });
  }

  async report(search: string): Promise<Report> {
    const { status, json, text } = await this.ask(search);
    assert.equal(status, 200, text);
    return json;
  }

  async edit(fields: Record<string, unknown>) {
    const { json, status } = await this.plane.ask('PUT', `/api/v1/groups/${this.group.id}`, {
      json: fields,
      headers: { 'if-match': '*' },
    });
    assert.equal(status, 200);
    this.group = json;
  }

  async [Symbol.asyncDispose]() {
    await this.plane[Symbol.asyncDispose]();
  }
}

/** Two calls to Boston and one to Denver: the second is retried at Denver, and all are over after ten minutes. */
async function someCalls(day: Day) {
  assert.equal(await day.place('a'), 'Boston');
  assert.equal(await day.place('b'), 'Denver');
  day.pass(1);
  assert.equal(await day.place('c'), 'Boston');
  day.nowMs += 1000;
  assert.equal(await day.place('c'), 'Denver');
  day.pass(4);
  await day.complete('a', 'connected');
  await day.complete('b', 'busy');
  day.pass(5);
  await day.complete('c');
  day.pass(2);
}

Deno.test('a report has of every destination its target, its shares and how its calls went', async () => {
  await using day = await Day.begin();
  await someCalls(day);
  const { from, to, by, times, before, groups: [group] } = await day.report('period=last-hour');
  assert.deepEqual({ from, to, by, times, before }, {
    from: '2026-06-30T11:11:00.000Z',
    to: '2026-06-30T12:11:00.000Z',
    ...{ by: 'total', times: [], before: null },
  });
  const [boston, denver] = group.destinations;
  assert.deepEqual(
    {
      name: boston.name,
      percent: boston.percent,
      placed: boston.figures.placed,
      share: boston.figures.placedShare,
    },
    { name: 'Boston', percent: 60, placed: 2, share: 50 },
  );
  assert.equal(boston.figures.failures, 1);
  assert.equal(boston.figures.answerRate, 100);
  assert.equal(denver.figures.answerRate, 0);
  assert.equal(denver.figures.retries, 1);
  assert.equal(denver.figures.peak, 2);
  // A call of 301 seconds in an hour, and one of as long with one of 540.
  assert.equal(boston.figures.inProgress, 0.084);
  assert.equal(denver.figures.inProgress, 0.234);
  assert.deepEqual([boston.figures.calls, boston.figures.meanSeconds], [1, 301]);
  assert.ok(Math.abs(boston.figures.p50Seconds! / 301 - 1) < 0.05);
  assert.deepEqual(group.figures.placed, 4);
  assert.equal(group.figures.peak, 3);
  assert.deepEqual(group.targets, [{
    version: 1,
    from: '2026-06-30T12:00:00.000Z',
    percents: [{ id: boston.id, percent: 60 }, { id: denver.id, percent: 40 }],
  }]);
});

Deno.test('a series has a point for each part, by the clocks of the time zone', async () => {
  await using day = await Day.begin();
  await someCalls(day);
  const report = await day.report(
    'from=2026-06-30T12:00:00Z&to=2026-06-30T12:11:00Z&by=minute&timeZone=Asia/Kathmandu',
  );
  assert.equal(report.times.length, 11);
  const [{ series, destinations: [boston] }] = report.groups;
  assert.deepEqual(series!.placed, [2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(boston.series!.placed, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(boston.series!.inProgress.slice(0, 3), [1, 1.017, 1]);
  const hours = await day.report('from=2026-06-30T12:00:00Z&by=hour&timeZone=Asia/Kathmandu');
  assert.deepEqual(hours.times, ['2026-06-30T12:00:00.000Z']);
});

Deno.test('a report compares with the same time before', async () => {
  await using day = await Day.begin();
  await day.place('a');
  await day.complete('a');
  day.pass(24 * 60);
  for (const session of ['b', 'c']) await day.place(session);
  day.pass(2);
  const { before, groups: [group] } = await day.report('period=today&compare=before');
  assert.deepEqual(
    before,
    { from: '2026-06-30T00:00:00.000Z', to: '2026-06-30T12:01:00.000Z' },
    'today is the 1st',
  );
  assert.deepEqual([group.figures.placed, group.before!.placed], [2, 1]);
  assert.deepEqual(group.destinations.map(({ figures, before }) => [figures.placed, before!.placed]), [
    [1, 1],
    [1, 0],
  ]);
});

Deno.test('refusals are told by their reasons', async () => {
  await using day = await Day.begin();
  await day.edit({ lastResort: 'sip:voicemail@10.0.0.9' });
  for (let attempt = 0; attempt < 4; attempt++) await day.place('a');
  day.pass(2);
  const { groups: [{ figures }] } = await day.report('period=last-hour');
  assert.deepEqual(figures.refusals, [{ reason: 'exhausted', refused: 2, lastResort: 2 }]);
  assert.deepEqual([figures.refused, figures.lastResort], [2, 2]);
});

Deno.test('a destination that was removed is told by its last name, with the calls that are still at it', async () => {
  await using day = await Day.begin();
  for (const session of ['a', 'b']) await day.place(session);
  const [boston, denver] = day.group.destinations;
  await day.edit({
    destinations: [{ ...boston, percent: 100 }, { ...denver, name: 'Denver West', percent: 0 }],
  });
  await day.edit({ destinations: [{ ...boston, percent: 100 }] });
  day.pass(10);
  const { groups: [group] } = await day.report('from=2026-06-30T12:05:00Z');
  assert.deepEqual(
    group.destinations.map((
      { name, removed, percent, figures },
    ) => [name, removed, percent, figures.inProgress]),
    [['Boston', false, 100, 1], ['Denver West', true, null, 1]],
  );
  assert.equal(group.figures.inProgress, 2);
});

Deno.test('targets that changed within the period are told with when; other edits are not', async () => {
  await using day = await Day.begin();
  day.pass(10);
  await day.edit({ name: 'Help' });
  day.pass(10);
  const [boston, denver] = day.group.destinations;
  await day.edit({ destinations: [{ ...boston, percent: 70 }, { ...denver, percent: 30 }] });
  day.pass(10);
  const percentsOf = (report: Report) =>
    report.groups[0].targets.map(({ from, percents }) => [from, percents.map(({ percent }) => percent)]);
  assert.deepEqual(percentsOf(await day.report('from=2026-06-30T12:05:00Z')), [
    ['2026-06-30T12:05:00.000Z', [60, 40]],
    ['2026-06-30T12:20:00.000Z', [70, 30]],
  ]);
  assert.deepEqual(percentsOf(await day.report('from=2026-06-30T12:25:00Z')), [['2026-06-30T12:25:00.000Z', [
    70,
    30,
  ]]]);
});

Deno.test('all groups are those that are there, and those that were deleted since', async () => {
  await using day = await Day.begin();
  const other = await day.plane.create({ name: 'Other' });
  await day.place('a', other);
  day.pass(5);
  await day.plane.ask('DELETE', `/api/v1/groups/${other.id}`);
  day.pass(10);
  const names = (report: Report) => report.groups.map(({ name, deleted }) => [name, deleted]);
  assert.deepEqual(names(await day.report('period=last-hour')), [['Support', false], ['Other', true]]);
  assert.deepEqual(names(await day.report('from=2026-06-30T12:08:00Z')), [['Support', false]]);
  assert.deepEqual(names(await day.report(`from=2026-06-30T12:08:00Z&groups=${other.id}`)), [[
    'Other',
    true,
  ]]);
});

Deno.test("another account's group is not found", async () => {
  await using day = await Day.begin();
  day.pass(2);
  for (const path of [REPORTS, `${REPORTS}/attempts.csv`]) {
    const { status } = await day.ask(`period=today&groups=${day.group.id}`, { as: '2-owner' }, path);
    assert.equal(status, 404);
  }
  assert.deepEqual((await day.ask('period=today', { as: '2-owner' })).json.groups, []);
});

for (
  const [search, pointer] of [
    ['to=2026-06-30T12:00:00Z', '/from'],
    ['period=tomorrow', '/period'],
    ['period=today&from=2026-06-30T12:00:00Z', '/period'],
    ['from=2026-06-30T12:00:00Z&to=2026-06-30T12:00:00Z', '/to'],
    ['from=2030-01-01T00:00:00Z', '/from'],
    ['from=yesterday', '/from'],
    ['from=2026-02-30', '/from'],
    ['period=today&timeZone=Mars/Olympus', '/timeZone'],
    ['period=today&groups=1,x', '/groups'],
    ['period=today&by=second', '/by'],
    ['from=2020-01-01T00:00:00Z&by=minute', '/by'],
    ['from=2020-01-01T00:00:00Z&by=minute&format=csv', '/by'],
    ['period=today&colour=blue', '/colour'],
  ]
) {
  Deno.test(`a report that can't be is refused with the reason: ${search}`, async () => {
    await using day = await Day.begin();
    const { status, json } = await day.ask(search);
    assert.deepEqual([status, json.errors.map((error: { pointer: string }) => error.pointer)], [422, [
      pointer,
    ]]);
  });
}

Deno.test('the document of the API knows every form of a report', async () => {
  await using day = await Day.begin();
  const { json } = await day.plane.ask('GET', '/api/openapi.json', { as: null });
  const { content } = json.paths[REPORTS].get.responses[200];
  assert.deepEqual(Object.keys(content), ['application/json', 'application/x-ndjson', 'text/csv']);
});

Deno.test('as lines, a report tells how far it is before it is there', async () => {
  await using day = await Day.begin();
  await day.place('a');
  day.pass(3 * 24 * 60);
  const { text, headers } = await day.ask('from=2026-06-30T12:00:00Z&compare=before', {
    headers: { accept: 'application/x-ndjson' },
  });
  assert.equal(headers.get('content-type'), 'application/x-ndjson');
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  const done = lines.slice(0, -1).map((line) => line.done);
  assert.ok(done.length >= 6);
  assert.deepEqual(done, done.toSorted((a, b) => a - b));
  assert.equal(done.at(-1), 1);
  assert.deepEqual(lines.at(-1).report, await day.report('from=2026-06-30T12:00:00Z&compare=before'));
});

Deno.test('as comma-separated values, a report has a line for each part, group and destination', async () => {
  await using day = await Day.begin();
  await day.edit({
    name: '=Support',
    destinations: [{ ...day.group.destinations[0], name: '+Boston', percent: 100 }],
  });
  await day.place('a');
  day.pass(60);
  await day.complete('a', 'connected');
  day.pass(60);
  const search = 'from=2026-06-30T12:00:00Z&to=2026-06-30T14:00:00Z&by=hour&timeZone=Europe/Berlin';
  const { text, headers } = await day.ask(`${search}&format=csv`);
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
  const [heading, ...lines] = text.trimEnd().split('\r\n').map((line) => JSON.parse(`[${line}]`) as string[]);
  const told = (line: string[]) =>
    ['from', 'group', 'destination', 'target percent', 'placed', 'in progress', 'connected', 'refused']
      .map((name) => line[heading.indexOf(name)]);
  assert.deepEqual(lines.map(told), [
    ['2026-06-30T15:00:00+02:00', "'=Support", '', '', '0', '0', '1', '0'],
    ['2026-06-30T15:00:00+02:00', "'=Support", "'+Boston", '100', '0', '0', '1', ''],
    ['2026-06-30T14:00:00+02:00', "'=Support", '', '', '1', '1', '0', '0'],
    ['2026-06-30T14:00:00+02:00', "'=Support", "'+Boston", '100', '1', '1', '0', ''],
  ]);
  assert.ok(lines.every((line) => line.length === heading.length));
  assert.equal((await day.ask(search, { headers: { accept: 'text/csv, */*' } })).text, text);
});

Deno.test('attempts are listed as comma-separated values, with everything that may be a formula as text', async () => {
  await using day = await Day.begin();
  await day.place('=cmd()');
  await day.place('=cmd()');
  day.pass(2);
  await day.complete('=cmd()', 'connected');
  const [boston] = day.group.destinations;
  await day.edit({ destinations: [{ ...boston, percent: 100 }] });
  day.pass(2);
  const { text } = await day.ask('', {}, `${REPORTS}/attempts.csv`);
  const [heading, ...lines] = text.trimEnd().split('\r\n').map((line) => JSON.parse(`[${line}]`) as string[]);
  const told = (line: string[]) =>
    ['opened', 'seconds', 'destination', 'session', 'attempt', 'end', 'outcome'].map((name) =>
      line[heading.indexOf(name)]
    );
  assert.deepEqual(lines.map(told), [
    ['2026-06-30T12:00:00.000Z', '0', 'Boston', "'=cmd()", '1', 'retried', ''],
    ['2026-06-30T12:00:00.000Z', '120', 'Denver', "'=cmd()", '2', 'completed', 'connected'],
  ]);
});

Deno.test('whoever asks for the headers of a table alone gets them, and nothing is read', async () => {
  await using day = await Day.begin();
  day.pass(2);
  const { status, text } = await day.plane.ask('HEAD', `${REPORTS}/attempts.csv?period=today`);
  assert.deepEqual([status, text], [200, '']);
});

Deno.test('whoever leaves ends the work', async () => {
  await using day = await Day.begin();
  let pieces = 0;
  const ended = Promise.withResolvers<void>();
  const reports = {
    completeUntil: () => day.nowMs / MINUTE_MS,
    attempts: () => {
      throw new Error('Nobody asks for these.');
    },
    async *pieces() {
      try {
        for (let minute = 100; minute > 0; minute--) {
          pieces += 1;
          yield { span: 0, from: minute - 1, to: minute, groups: new Map() };
        }
      } finally {
        ended.resolve();
      }
    },
  };
  await using plane = await openControlPlane({ figures: reports }, () => day.nowMs);
  await plane.create();
  const headers = { authorization: 'Bearer 1-viewer', accept: 'application/x-ndjson' };
  const response = await plane.manager.app.request(`${REPORTS}?period=last-hour`, { headers });
  const reader = response.body!.getReader();
  await reader.read();
  await reader.cancel();
  await ended.promise;
  assert.ok(pieces < 100);
  const controller = new AbortController();
  controller.abort();
  const request = new Request(`http://localhost${REPORTS}?period=last-hour`, {
    headers: { authorization: 'Bearer 1-viewer' },
    signal: controller.signal,
  });
  assert.equal((await plane.manager.app.request(request)).status, 499);
});

Deno.test('what is no longer readable is said in the last line', async () => {
  const reports = {
    completeUntil: () => NOON / MINUTE_MS,
    attempts: () => {
      throw new Error('Nobody asks for these.');
    },
    // deno-lint-ignore require-yield -- it fails before
    async *pieces() {
      throw new Error('disk gone');
    },
  };
  await using plane = await openControlPlane({ figures: reports });
  await plane.create({ ...support, name: 'Any' });
  const { text } = await plane.ask('GET', `${REPORTS}?period=last-hour&format=ndjson`);
  assert.match(JSON.parse(text.trim()).failed, /Try again/);
  assert.ok(plane.lines.some((line) => line.includes('disk gone')));
});

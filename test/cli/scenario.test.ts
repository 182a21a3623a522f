import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { SimulationReport } from '../../src/cli/simulation/simulation-report.ts';
import { scenarioInput } from '../../src/contract/scenario.ts';
import { commandLine } from '../support/command-line.ts';

type Fields = Record<string, unknown>;

const destinations = (...percents: number[]) =>
  percents.map((percent, index) => ({ name: `D${index}`, uri: `sip:${index}@b`, percent }));

const scenario = (fields: Fields = {}, group: Fields = {}) => ({
  scenario: 'A day',
  start: '2026-06-01T00:00',
  timeZone: 'UTC',
  calls: { callsPerHour: 600 },
  group: { name: 'Support', destinations: destinations(50, 50), ...group },
  ...fields,
});

function run(written: unknown, options = '') {
  const cli = commandLine();
  cli.files['day.yaml'] = typeof written === 'string' ? written : JSON.stringify(written);
  return cli.run(`simulate day.yaml ${options}`);
}

async function simulate(written: unknown, options = ''): Promise<SimulationReport> {
  const { exitCode, out, err } = await run(written, `--json ${options}`);
  assert.deepEqual([exitCode, err], [0, '']);
  return JSON.parse(out).groups[0];
}

const placedAt = ({ destinations }: SimulationReport, index: number) => destinations[index].placed.calls;
const sumOfPlaced = ({ destinations }: SimulationReport) =>
  destinations.reduce((sum, { placed }) => sum + placed.calls, 0);

Deno.test('scenario: without failures it is what the options of a plain group say', async () => {
  const cli = commandLine();
  cli.files['group.yaml'] = JSON.stringify(scenario().group);
  const plain = JSON.parse((await cli.run('simulate group.yaml --json')).out).groups[0];
  const { destinations, fairness, calls } = await simulate(scenario());
  assert.deepEqual([destinations, fairness, calls], [plain.destinations, plain.fairness, plain.calls]);
});

Deno.test('scenario: one rate for the whole day is the same as that many calls per hour', async () => {
  const constant = await simulate(scenario());
  const split = [{ from: '06:00', callsPerHour: 600 }, { from: '18:00', callsPerHour: 600 }];
  for (const rates of [[{ from: '09:30', callsPerHour: 600 }], split]) {
    const { destinations, calls } = await simulate(scenario({ calls: { rates } }));
    // Times are rounded to milliseconds on another way, so that a call may be a millisecond away.
    assert.equal(calls, constant.calls);
    assert.ok(Math.abs(destinations[0].placed.calls - placedAt(constant, 0)) <= 2);
  }
});

Deno.test('scenario: no call arrives while the rate is 0, and nobody waits for one for ever', async () => {
  const rates = [{ from: '08:00', callsPerHour: 600 }, { from: '09:00', callsPerHour: 0 }];
  const { hourly } = await simulate(scenario({ calls: { rates } }));
  assert.deepEqual(hourly.filter(({ calls }) => calls > 0).map(({ from }) => from.slice(11, 13)), ['08']);
  const quiet = await simulate(scenario({ calls: { callsPerHour: 0 } }));
  assert.deepEqual([quiet.calls, quiet.hourly.length], [0, 24]);
});

Deno.test('scenario: a day on which clocks go forward has no hour that they skip', async () => {
  const { hourly, events } = await simulate(
    scenario({ start: '2026-03-08T00:00', timeZone: 'America/New_York', hours: 23 }),
  );
  assert.deepEqual(hourly.map(({ from }) => from.slice(11, 13)).slice(0, 4), ['00', '01', '03', '04']);
  assert.equal(events[0].what, 'the clocks of America/New_York go forward by 60 min');
});

Deno.test('scenario: the last hour may be shorter than the others', async () => {
  const { hourly, calls } = await simulate(scenario({ hours: 1.5 }));
  assert.deepEqual(hourly.map(({ destinations: [{ minutes }] }) => minutes), [{ open: 60 }, { open: 30 }]);
  assert.equal(hourly[0].calls + hourly[1].calls, calls);
  // 600 calls an hour of 180 s are 30 in progress, half of them here: an average over half an hour, not over an hour.
  assert.ok(hourly[1].destinations[0].active > 11, `${hourly[1].destinations[0].active}`);
});

Deno.test('scenario: a slow destination gets as many calls in progress, and fewer calls', async () => {
  const { destinations: [slow, other] } = await simulate(
    scenario({ behaviour: { D0: { durationFactor: 2 } }, calls: { callsPerHour: 3000 } }),
  );
  // Little's law: calls twice as long are half as many. The means of 24,000 and 48,000 durations are known to 1.8/√n:
  // 1.2 % and 0.8 %; five times both together are 7 %.
  assert.ok(Math.abs(slow.active.share! - 50) < 1, `${slow.active.share}`);
  assert.ok(Math.abs(other.placed.calls / slow.placed.calls - 2) < 2 * 0.07, `${slow.placed.calls}`);
});

Deno.test('scenario: failed attempts go elsewhere until the attempts of the group are used up', async () => {
  const fails = { failPercent: 100, outcome: 'failed' };
  const report = await simulate(
    scenario({ hours: 2, behaviour: { D0: fails, D1: fails, D2: fails } }, {
      destinations: destinations(40, 30, 30),
      maxAttempts: 2,
      lastResort: 'tel:+18005550199',
    }),
  );
  // Two attempts a call, then the last resort; the last calls may still be at it.
  assert.ok(Math.abs(sumOfPlaced(report) - 2 * report.calls) <= 6, `${sumOfPlaced(report)}`);
  assert.deepEqual(Object.keys(report.refused), ['exhausted']);
  assert.equal(report.lastResorts, report.refused.exhausted);
});

Deno.test('scenario: after a final outcome nothing else is tried, and there is no last resort', async () => {
  const declines = { failPercent: 100, outcome: 'declined' };
  const report = await simulate(
    scenario({ hours: 2, behaviour: { D0: declines, D1: declines } }, { lastResort: 'tel:+18005550199' }),
  );
  assert.equal(sumOfPlaced(report), report.calls);
  assert.ok(report.refused.exhausted! >= report.calls - 6, `${report.refused.exhausted}`);
  assert.equal(report.lastResorts, 0);
});

Deno.test('scenario: nobody asks for another destination after the caller hung up', async () => {
  const report = await simulate(
    scenario({ behaviour: { D0: { failPercent: 50, outcome: 'caller_hung_up', afterSeconds: 10 } } }),
  );
  assert.equal(sumOfPlaced(report), report.calls);
  assert.deepEqual(report.refused, {});
});

Deno.test('scenario: a destination that drops calls and tells so is ejected after five', async () => {
  const drops = { failPercent: 100, silent: true, outcome: 'failed', afterSeconds: 1 };
  const report = await simulate(
    scenario({ hours: 0.2, behaviour: { D0: drops } }, {
      health: { mode: 'on', ejectSeconds: 86_400 },
      retryWindowSeconds: 0,
    }),
  );
  const [ejected] = report.events;
  assert.deepEqual([ejected.kind, ejected.destination], ['ejected', 'D0']);
  assert.equal(ejected.what, 'ejected for 86400 s: 5 failures in a row');
  // Another one or two may have been sent before the fifth had failed.
  assert.ok(placedAt(report, 0) >= 5 && placedAt(report, 0) <= 7, `${placedAt(report, 0)}`);
  assert.equal(report.destinations[0].talking.peak, 0);
});

Deno.test('scenario: tells why a destination is ejected, or is not', async () => {
  const firstOf = async (failPercent: number, health: Fields) => {
    const behaviour = { D0: { failPercent, outcome: 'failed', afterSeconds: 1 } };
    const { events } = await simulate(
      scenario({ hours: 1, behaviour }, { health: { mode: 'on', ...health } }),
    );
    return events[0].what;
  };
  assert.equal(
    await firstOf(100, { panicPercent: 60 }),
    '5 failures in a row; not ejected, as too few others would be left',
  );
  // A part is looked at with each failure, from the twentieth attempt on.
  const because = await firstOf(100, { consecutiveFailures: 1000 });
  assert.match(because, /^ejected for 30 s: \d+ of 2\d attempts failed$/);
});

Deno.test('scenario: later times of a behaviour go before earlier ones, and leave the rest as it is', async () => {
  const behaviour = {
    D0: {
      failPercent: 10,
      afterSeconds: 7,
      outcome: 'busy',
      during: [
        { from: '08:00', to: '12:00', failPercent: 20 },
        { from: '10:00', to: '11:00', failPercent: 30 },
        { from: '20:00', to: '02:00', durationFactor: 2 },
        { from: '00:00', to: '24:00', afterSeconds: 7 },
      ],
    },
  };
  const { events } = await simulate(scenario({ behaviour, hours: 48 }));
  const changes = events.filter(({ kind }) => kind === 'behaviour_changed').map(({ at, what }) =>
    `${at.slice(11, 16)} ${what}`
  );
  const fails = (percent: number) => `begins to fail ${percent} % of its calls after 7 s, told as busy`;
  const twice = [
    `02:00 ${fails(10)}`,
    `08:00 ${fails(20)}`,
    `10:00 ${fails(30)}`,
    `11:00 ${fails(20)}`,
    `12:00 ${fails(10)}`,
    `20:00 ${fails(10)}; calls last 2 times as long`,
  ];
  assert.deepEqual(changes, [...twice, ...twice]);
});

Deno.test('scenario: caps that are used up are told once a period, shared ones by their name', async () => {
  const [own, other] = destinations(50, 50);
  const report = await simulate(
    scenario({ hours: 3 }, {
      destinations: [{ ...own, caps: [{ per: 'hour', calls: 20 }] }, other],
      sharedCaps: [{ name: 'Vendor', destinations: ['D0', 'D1'], caps: [{ per: 'day', calls: 1000 }] }],
    }),
  );
  const caps = report.events.filter(({ kind }) => kind === 'cap_reached');
  // 600 calls an hour use up the day's 1000 in the second hour, after its own 20 at D0.
  assert.deepEqual(caps.map(({ what }) => what), [
    'its cap of 20 calls an hour is used up until 2026-06-01 01:00 +00:00',
    'its cap of 20 calls an hour is used up until 2026-06-01 02:00 +00:00',
    'the cap of Vendor of 1000 calls a day is used up until 2026-06-02 00:00 +00:00',
  ]);
  assert.equal(caps[0].until, '2026-06-01T01:00:00+00:00');
  assert.deepEqual(Object.keys(report.refused), ['at_capacity']);
  assert.equal(sumOfPlaced(report), 1000);
});

Deno.test('scenario: a call that is held counts for its time, however soon it is completed', async () => {
  const report = await simulate(scenario({}, { holdSeconds: 600 }));
  const active = report.destinations.reduce((sum, each) => sum + each.active.mean, 0);
  // 600 calls an hour, 600 s each: 100 in progress, less the first ten minutes of 24 hours. They are known to 1/√14,400.
  assert.ok(Math.abs(active - 100 * (1 - 5 / 1440)) < 5 * 100 / 120, `${active}`);
});

Deno.test('scenario: draws the day below the bars', async () => {
  const hours = { timeZone: 'UTC', open: [{ days: ['mon'], from: '00:00', to: '00:20' }] };
  const [first, second] = destinations(50, 50);
  const { out } = await run(scenario({ hours: 1 }, { destinations: [first, { ...second, hours }] }));
  assert.match(
    out,
    /^A day\nSupport: \d+ calls in 1 h from 2026-06-01 00:00 \+00:00 in UTC \(600 an hour\), /,
  );
  assert.match(out, /\n {4}talking +█/);
  assert.match(out, /\n2026-06-01 00:20:00 \+00:00 {2}D1 {5}closes\n/);
  assert.match(
    out,
    /\nHour from +Calls {2}D0 +D1\n2026-06-01 00:00 \+00:00 +\d+ {2}\d+ +\d+, closed 40 min\n$/,
  );
});

Deno.test('scenario: --seed goes before that of the file, and no other option is taken', async () => {
  const seeded = await simulate(scenario({ seed: 7 }));
  assert.equal(seeded.load.seed, 7);
  assert.deepEqual(await simulate(scenario(), '--seed 7'), seeded);
  const { exitCode, err } = await run(scenario(), '--hours 3');
  assert.equal(exitCode, 2);
  assert.match(err, /only --seed and --json/);
});

Deno.test('scenario: several of them, and groups beside them, are simulated one after the other', async () => {
  const { out } = await run([scenario({ hours: 1 }), scenario({ hours: 1, scenario: 'Another' })], '--json');
  const { groups } = JSON.parse(out) as { groups: SimulationReport[] };
  assert.deepEqual(groups.map((each) => each.scenario), ['A day', 'Another']);
});

Deno.test('scenario: one without a name is asked for it', async () => {
  const { scenario: _, ...nameless } = scenario();
  assert.equal((await run(nameless)).err, 'day.yaml:1: scenario: Enter a name.\n');
});

Deno.test('scenario: a group that is none is a fault like any other', async () => {
  for (const group of [undefined, 3, { name: 'A', destinations: 5 }, { name: 'A', destinations: [5] }]) {
    const { exitCode, err } = await run({ ...scenario({ behaviour: { D0: {} } }), group });
    assert.equal(exitCode, 2);
    assert.match(err, /: group/);
  }
});

const complaints: readonly (readonly [what: string, fields: Fields, complaint: RegExp])[] = [
  [
    'a start that is none',
    { start: '2026-02-30T00:00' },
    /:1: start: "2026-02-30T00:00" is no date and time/,
  ],
  [
    'a start that the clocks skip',
    { start: '2026-03-08T02:30', timeZone: 'America/New_York' },
    /start: "2026-03-08T02:30" is no date and time in America\/New_York/,
  ],
  ['a time zone that is none', { timeZone: 'Mars' }, /timeZone: There is no such time zone/],
  ['no calls', { calls: {} }, /calls\.callsPerHour: Say how many calls arrive/],
  [
    'two ways to say how many arrive',
    { calls: { callsPerHour: 1, rates: [{ from: '00:00', callsPerHour: 1 }] } },
    /calls\.callsPerHour: Say how many calls arrive/,
  ],
  [
    'rates out of order',
    { calls: { rates: [{ from: '08:00', callsPerHour: 1 }, { from: '07:00', callsPerHour: 1 }] } },
    /calls\.rates\[1\]\.from: Rates follow each other/,
  ],
  [
    'a time that is none',
    { calls: { rates: [{ from: '24:00', callsPerHour: 1 }] } },
    /calls\.rates\[0\]\.from: Times are/,
  ],
  [
    'a destination that is not there',
    { behaviour: { Boston: {} } },
    /behaviour\.Boston: The group has no destination "Boston"/,
  ],
  [
    'an outcome of nothing',
    { behaviour: { D0: { outcome: 'busy' } } },
    /behaviour\.D0\.outcome: Say what part of the attempts fails/,
  ],
  [
    'a failure that is connected',
    { behaviour: { D0: { failPercent: 1, during: [{ from: '01:00', to: '02:00', outcome: 'connected' }] } } },
    /behaviour\.D0\.during\[0\]\.outcome: Nothing fails that is connected/,
  ],
  [
    'no time at all',
    { behaviour: { D0: { during: [{ from: '01:00', to: '01:00' }] } } },
    /behaviour\.D0\.during\[0\]\.to: That is no time/,
  ],
  ['a field that is not there', { until: 1 }, /until: There is no field "until" here/],
  [
    'more calls than anybody waits for',
    { calls: { callsPerHour: 1_000_000 }, hours: 11 },
    /more than 10000000/,
  ],
];

for (const [what, fields, complaint] of complaints) {
  Deno.test(`scenario: refuses ${what}`, async () => {
    const { exitCode, err } = await run(scenario(fields));
    assert.equal(exitCode, 2);
    assert.match(err, complaint);
    assert.equal(err.trim().split('\n').length, 1, err);
  });
}

Deno.test('scenario: names every fault with its line, those of the group among them', async () => {
  const { exitCode, err } = await run([
    'scenario: A day',
    'start: yesterday',
    'timeZone: UTC',
    'calls: { callsPerHour: many }',
    'behaviour:',
    '  Nobody: {}',
    '  A: { failPercent: 101 }',
    'group:',
    '  name: Support',
    '  destinations:',
    '    - { name: A, uri: sip:a@b, percent: 90 }',
  ].join('\n'));
  assert.equal(exitCode, 2);
  assert.deepEqual(
    err.trim().split('\n').map((line) => line.split(': ').slice(0, 2).join(': ')).sort(),
    [
      'day.yaml:11: group.destinations',
      'day.yaml:2: start',
      'day.yaml:4: calls.callsPerHour',
      'day.yaml:6: behaviour.Nobody',
      'day.yaml:7: behaviour.A.failPercent',
    ].sort(),
  );
});

const reference = await Deno.readTextFile(new URL('../../docs/reference/command-line.md', import.meta.url));
const documented = /^```yaml\n(scenario: .*?)^```/ms.exec(reference)![1];

Deno.test('scenario: the one of the reference can be simulated, and has every field', async () => {
  await simulate(documented);
  const written = parse(documented);
  const fieldsOf = (...objects: Fields[]) => [...new Set(objects.flatMap(Object.keys))];
  const { Boston, Denver } = written.behaviour;
  assert.deepEqual(fieldsOf(written).sort(), Object.keys(scenarioInput.shape).sort());
  // One of `callsPerHour` and `rates`.
  assert.deepEqual(
    fieldsOf(written.calls, ...written.calls.rates).filter((field) => field !== 'from').sort(),
    [
      ...Object.keys(scenarioInput.shape.calls.shape),
    ].sort(),
  );
  const behaviour = scenarioInput.shape.behaviour.unwrap().valueType.shape;
  assert.deepEqual(
    fieldsOf(Boston, Denver, ...Boston.during).filter((field) => !['from', 'to'].includes(field)).sort(),
    Object.keys(behaviour).sort(),
  );
});

Deno.test('scenario: the one of the help can be simulated', async () => {
  const { out } = await run('', '--help');
  const written = /^ {4}scenario: (?:.*\n {4,})+.*$/m.exec(out)![0].replace(/^ {4}/gm, '');
  assert.equal((await simulate(written)).scenario, 'A black hole at noon');
});

Deno.test('scenario: the reference explains every field', () => {
  const { calls, behaviour, ...others } = scenarioInput.shape;
  const fields = [
    ...Object.keys(others),
    ...Object.keys(calls.shape).map((field) => `calls.${field}`),
    ...Object.keys(behaviour.unwrap().valueType.shape).map((field) => `behaviour.….${field}`),
  ];
  for (const field of fields) assert.ok(reference.includes(`- \`${field}\`: `), field);
});

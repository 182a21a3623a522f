import assert from 'node:assert/strict';
import { commandLine } from '../support/command-line.ts';

const file = (...lines: string[]) => `name: Support\n${lines.join('\n')}\n`;
const destinations = (...percents: number[]) =>
  'destinations: ' +
  JSON.stringify(percents.map((percent, index) => ({ name: `D${index}`, uri: `sip:${index}@b`, percent })));

async function simulate(text: string, options = '') {
  const cli = commandLine();
  cli.files['group.yaml'] = text;
  const { exitCode, out, err } = await cli.run(`simulate group.yaml --json ${options}`);
  assert.deepEqual([exitCode, err], [0, '']);
  return JSON.parse(out).groups[0];
}

const sharesOf = (report: { destinations: { placed: { share: number } }[] }) =>
  report.destinations.map(({ placed }) => placed.share);

Deno.test('simulate: the same seed gives the same figures, another one others', async () => {
  const text = file(destinations(60, 40));
  assert.deepEqual(await simulate(text, '--seed 7'), await simulate(text, '--seed 7'));
  assert.notDeepEqual(await simulate(text, '--seed 7'), await simulate(text, '--seed 8'));
});

Deno.test('simulate: as many calls arrive, and last as long, as was asked for', async () => {
  // Poisson: 20,000 calls with a standard deviation of √20000 = 141; five of them are 707.
  const { calls, destinations: [only] } = await simulate(
    file(destinations(100)),
    '--calls-per-hour 1000 --hours 20 --mean-seconds 90',
  );
  assert.ok(Math.abs(calls - 20_000) < 707, `${calls} calls`);
  // Little's law: 1000 an hour × 90 s = 25 in progress. The mean of 20,000 durations with a coefficient of variation
  // of √(e^1.44 − 1) = 1.8 has a standard deviation of 1.3 %; five of them, with the calls' own 0.7 %, are 7.5 %.
  assert.ok(Math.abs(only.active.mean - 25) < 25 * 0.075, `${only.active.mean} in progress`);
});

Deno.test('simulate: balance calls keeps the calls placed within a call of their percents', async () => {
  const report = await simulate(file('balance: calls', destinations(50, 30, 20)), '--calls-per-hour 500');
  for (const { target, placed } of report.destinations) {
    assert.ok(Math.abs(placed.calls - (target / 100) * report.calls) < 1);
  }
  // Tijdeman's bound for three destinations: 1 − 1/(2·3 − 2) of a call.
  assert.ok(report.fairness.worst <= 0.75 && report.fairness.worst > 0, `${report.fairness.worst}`);
});

Deno.test('simulate: balance active keeps the calls in progress at their percents', async () => {
  const report = await simulate(file(destinations(50, 30, 20)), '--calls-per-hour 2000');
  for (const { target, active } of report.destinations) {
    // 100 calls in progress: an average within a call of its percent is within one point.
    assert.ok(Math.abs(active.share - target) < 1, `${active.share} beside ${target}`);
  }
  assert.ok(report.fairness.mean < 1, `${report.fairness.mean}`);
});

Deno.test('simulate: a cap is never exceeded, and what it turns away goes to the others in proportion', async () => {
  const capped = JSON.stringify([
    { name: 'Capped', uri: 'sip:a@b', percent: 40, maxActive: 10 },
    { name: 'B', uri: 'sip:b@b', percent: 40 },
    { name: 'C', uri: 'sip:c@b', percent: 20 },
  ]);
  const report = await simulate(file(`destinations: ${capped}`), '--calls-per-hour 2000');
  const [cap, b, c] = report.destinations;
  // With 40 calls for ten places, one that becomes free is soon taken.
  assert.equal(cap.active.peak, 10);
  assert.ok(cap.active.mean > 9, `${cap.active.mean}`);
  assert.ok(Math.abs(b.active.mean / c.active.mean - 2) < 0.05, `${b.active.mean} beside ${c.active.mean}`);
  // A destination that is full has all it can have: that counts as fair.
  assert.ok(report.fairness.mean < 1, `${report.fairness.mean}`);
});

Deno.test('simulate: follows opening hours and caps of a period, from a Thursday on', async () => {
  const open = [{ days: ['thu'], from: '08:00', to: '18:00' }];
  const written = JSON.stringify([
    { name: 'Open', uri: 'sip:a@b', percent: 100, hours: { timeZone: 'UTC', open } },
    { name: 'Capped', uri: 'sip:b@b', percent: 100, tier: 2, caps: [{ per: 'hour', calls: 100 }] },
  ]);
  const { destinations, refused, calls } = await simulate(file(`destinations: ${written}`));
  // 600 an hour in ten of 24 hours: 6000, give or take √6000 = 77; five times that is 387.
  assert.ok(Math.abs(destinations[0].placed.calls - 6000) < 387, `${destinations[0].placed.calls}`);
  assert.equal(destinations[1].placed.calls, 14 * 100);
  assert.equal(refused.at_capacity, calls - destinations[0].placed.calls - 1400);
});

Deno.test('simulate --no-complete: sessions that nobody completes count until they expire', async () => {
  const text = file('sessionTtlSeconds: 3600', destinations(100));
  const load = '--calls-per-hour 600 --mean-seconds 60 --hours 100';
  const all = await simulate(text, load);
  const half = await simulate(text, `${load} --no-complete 50`);
  const [[before], [after]] = [all.destinations, half.destinations];
  assert.equal(after.talking.mean, before.talking.mean);
  assert.equal(before.active.mean, before.talking.mean);
  // Half of the calls count for an hour instead of a minute, 300 instead of 5 in progress, which fill up during the
  // first of the hundred hours. They are 30,000 give or take 173 (Poisson), hence 300 ± 1.73; five times that is 8.7.
  assert.ok(Math.abs(after.active.mean - (5 + 300 - 1.5)) < 8.7, `${after.active.mean}`);
});

Deno.test('simulate --retry: a failed attempt goes elsewhere, until none is left', async () => {
  const report = await simulate(file(destinations(50, 50)), '--retry 100 --retry-seconds 1 --hours 2');
  const placed = report.destinations.reduce(
    (sum: number, each: { placed: { calls: number } }) => sum + each.placed.calls,
    0,
  );
  // Every call tries both; the last ones may still be at it when the time is over.
  assert.ok(Math.abs(placed - 2 * report.calls) <= 4, `${placed} of ${report.calls}`);
  assert.deepEqual(Object.keys(report.refused), ['exhausted']);
  assert.equal(report.destinations[0].talking.peak, 0);
  // 600 calls an hour are at each for a second: a sixth of a call in progress; five standard deviations are 0.03.
  assert.ok(
    Math.abs(report.destinations[0].active.mean - 1 / 6) < 0.03,
    `${report.destinations[0].active.mean}`,
  );
});

Deno.test('simulate --retry: the same calls arrive, however many fail', async () => {
  const text = file(destinations(50, 50));
  assert.equal((await simulate(text)).calls, (await simulate(text, '--retry 30 --no-complete 10')).calls);
});

Deno.test('simulate: a group without a destination refuses every call', async () => {
  const report = await simulate(file('destinations: []'), '--hours 1');
  assert.deepEqual(report.refused, { no_destination: report.calls });
  assert.deepEqual(sharesOf(report), []);
});

Deno.test('simulate: draws the target beside what each destination got', async () => {
  const cli = commandLine();
  cli.files['group.yaml'] = file('balance: calls', destinations(75, 25));
  const { out } = await cli.run('simulate group.yaml --calls-per-hour 100 --hours 1');
  const lines = out.split('\n');
  assert.match(
    lines[0],
    /^Support: \d+ calls in 1 h \(100 an hour\), 180 s each on average; balance calls, seed 1$/,
  );
  assert.match(lines[2], /^D0 +target +█{34}▌ +75 %$/);
  assert.match(lines[3], /^ {4}placed +█+[▏▎▍▌▋▊▉]? + 7\d(\.\d+)? % {2}\d+ calls$/);
  assert.match(
    lines[4],
    /^ {4}in progress +█+[▏▎▍▌▋▊▉]? + \d+(\.\d+)? % {2}[\d.]+ on average, \d+ at most$/,
  );
  assert.match(lines[5], /^D1 +target +█{11}▌ +25 %$/);
  assert.match(lines.at(-2)!, /^Fairness: of the calls placed, /);
});

Deno.test('simulate: several groups in a file are simulated one after the other', async () => {
  const cli = commandLine();
  cli.files['-'] = '[{ name: A }, { name: B }]';
  const { out } = await cli.run('simulate - --hours 0.1');
  assert.deepEqual(out.match(/^\w+(?=: \d+ calls)/gm), ['A', 'B']);
});

for (
  const [options, complaint] of [
    ['--calls-per-hour 0', /A number above 0\./],
    ['--hours many', /A number above 0\./],
    ['--retry 101', /A percent from 0 to 100\./],
    ['--seed 1.5', /A whole number, 0 or more\./],
    ['--calls-per-hour 1000000 --hours 11', /more than 10000000 calls/],
  ] as const
) {
  Deno.test(`simulate: refuses ${options}`, async () => {
    const cli = commandLine();
    cli.files['group.yaml'] = file(destinations(100));
    const { exitCode, err } = await cli.run(`simulate group.yaml ${options}`);
    assert.equal(exitCode, 2);
    assert.match(err, complaint);
  });
}

Deno.test('simulate: a file with faults is refused with their lines', async () => {
  const cli = commandLine();
  cli.files['group.yaml'] = file(destinations(50, 40));
  const { exitCode, err } = await cli.run('simulate group.yaml');
  assert.equal(exitCode, 2);
  assert.match(err, /^group\.yaml:2: destinations: The percents add up to 90 %/);
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commandLine } from '../support/command-line.ts';
import { contentOf } from '../support/group-content.ts';
import { openControlPlane } from '../manager/control-plane.ts';

const SUPPORT = `
- name: Support
  destinations:
    - name: Boston
      uri: tel:+16177123000
      percent: 60
    - name: Denver
      uri: sip:1234@10.0.1.2
      percent: 40
`;

async function office() {
  const server = await openControlPlane();
  return {
    server,
    ...commandLine(server.manager.app.fetch),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** What is there, as the export has it. */
async function groupsOf({ run }: Awaited<ReturnType<typeof office>>) {
  return JSON.parse((await run('groups export --json')).out);
}

Deno.test('groups apply: makes a group of a file, and finds nothing to change the second time', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  const first = await cli.run('groups apply groups.yaml');
  assert.deepEqual(first, {
    exitCode: 0,
    out: [
      '+ Support',
      '    balance active, session life 7200 s, retry window 120 s',
      '    + Boston, tel:+16177123000, 60 %',
      '    + Denver, sip:1234@10.0.1.2, 40 %',
      '1 created.',
      '',
    ].join('\n'),
    err: '',
  });
  assert.deepEqual(await cli.run('groups apply groups.yaml'), {
    exitCode: 0,
    out: 'Nothing to change.\n',
    err: '',
  });
});

Deno.test('groups apply --dry-run: changes nothing, and its exit status says whether something would', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  const before = await cli.run('groups apply groups.yaml --dry-run');
  assert.equal(before.exitCode, 4);
  assert.match(before.out, /Would be: 1 created\.\n$/);
  assert.deepEqual(await groupsOf(cli), []);
  await cli.run('groups apply groups.yaml');
  assert.equal((await cli.run('groups apply groups.yaml --dry-run')).exitCode, 0);
});

Deno.test('groups apply: shows what would change, field by field', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = `
name: Support
balance: calls
sessionTtlSeconds: 600
destinations:
  - { name: Chicago, uri: sip:9@10.0.1.9, percent: 20, tier: 2, maxActive: 0, state: draining }
  - { name: Denver, uri: sip:1234@10.0.1.2, percent: 80, tier: 2 }
  - { name: Boston, uri: tel:+16177123000, percent: 100, maxActive: 30 }
`;
  assert.deepEqual((await cli.run('groups apply groups.yaml')).out.split('\n'), [
    '~ Support (1)',
    '    balance active → calls',
    '    session life 7200 s → 600 s',
    '    + Chicago, sip:9@10.0.1.9, 20 %, tier 2, cap 0, draining',
    '    ~ Denver: percent 40 % → 80 %, tier 1 → 2',
    '    ~ Boston: percent 60 % → 100 %, cap none → 30',
    '    the destinations change their order',
    '1 changed.',
    '',
  ]);
  assert.equal((await cli.run('groups apply groups.yaml')).out, 'Nothing to change.\n');
});

Deno.test('groups apply: a new name or a new URI keeps the destination, its id and its calls', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  await cli.run('groups apply groups.yaml');
  const [{ destinations: [boston, denver] }] = await groupsOf(cli);
  cli.files['groups.yaml'] = SUPPORT.replace('name: Boston', 'name: Cambridge').replace('1234@', '5678@');
  await cli.run('groups apply groups.yaml');
  const [{ destinations: [cambridge, moved] }] = await groupsOf(cli);
  assert.deepEqual(cambridge, { ...boston, name: 'Cambridge' });
  assert.deepEqual(moved, { ...denver, uri: 'sip:5678@10.0.1.2' });
});

Deno.test('groups apply: ids win over names and URIs, so that destinations can swap theirs', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  await cli.run('groups apply groups.yaml');
  const [group] = await groupsOf(cli);
  const [boston, denver] = group.destinations;
  const swapped = [{ ...denver, id: boston.id, percent: 60 }, { ...boston, id: denver.id, percent: 40 }];
  cli.files['groups.json'] = JSON.stringify({ ...group, name: 'Renamed', destinations: swapped });
  assert.equal((await cli.run('groups apply groups.json')).exitCode, 0);
  assert.deepEqual(await groupsOf(cli), [{ ...group, name: 'Renamed', destinations: swapped }]);
});

Deno.test('groups apply: a destination is meant once, even if two in the file look like it', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = `
name: Support
destinations:
  - { name: Boston, uri: tel:+16177123000, percent: 100 }
`;
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = `
name: Support
destinations:
  - { name: Boston, uri: tel:+16177123000, percent: 50 }
  - { name: Boston, uri: tel:+16177123000, percent: 50 }
`;
  assert.deepEqual((await cli.run('groups apply groups.yaml')).out.split('\n').slice(1, 3), [
    '    ~ Boston: percent 100 % → 50 %',
    '    + Boston, tel:+16177123000, 50 %',
  ]);
  const [{ destinations }] = await groupsOf(cli);
  assert.equal(new Set(destinations.map(({ id }: { id: number }) => id)).size, 2);
});

Deno.test('groups apply: what a file leaves out keeps its value', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT.replace(
    'destinations:',
    'balance: calls\n  retryWindowSeconds: 30\n  destinations:',
  );
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = SUPPORT;
  assert.equal((await cli.run('groups apply groups.yaml')).out, 'Nothing to change.\n');
  cli.files['groups.yaml'] = '{ name: Support, sessionTtlSeconds: 60 }';
  await cli.run('groups apply groups.yaml');
  const [group] = await groupsOf(cli);
  assert.deepEqual(
    [group.balance, group.retryWindowSeconds, group.sessionTtlSeconds, group.destinations.length],
    ['calls', 30, 60, 2],
  );
});

const POLICIES = `
name: Support
timeZone: America/New_York
lastResort: tel:+18005550100
terminalOutcomes: [declined, busy]
maxAttempts: 3
health: { mode: on, ejectSeconds: 60 }
sharedCaps:
  - { name: Vendor X, destinations: [Boston, Denver], maxActive: 50, caps: [{ per: day, calls: 900 }] }
destinations:
  - name: Boston
    uri: tel:+16177123000
    percent: 60
    caps: [{ per: hour, calls: 100 }]
    hours:
      timeZone: America/New_York
      open: [{ days: [mon, tue, wed, thu, fri], from: 08:00, to: 18:00 }]
      closed: [2026-12-25]
  - { name: Denver, uri: sip:1234@10.0.1.2, percent: 40 }
`;

Deno.test('groups apply: shows the policies of a new group, those that are not as usual', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = POLICIES;
  assert.deepEqual((await cli.run('groups apply groups.yaml')).out.replaceAll('\u00a0', ' ').split('\n'), [
    '+ Support',
    '    balance active, session life 7200 s, retry window 120 s',
    '    time zone America/New_York',
    '    shared cap Vendor X at most 50 in progress, 900 a day: Boston, Denver',
    '    last resort tel:+18005550100',
    '    final outcomes declined, busy',
    '    most attempts 3',
    '    health on',
    '    first ejection 1 min',
    '    + Boston, tel:+16177123000, 60 %, 100 an hour, Mon–Fri 08:00–18:00 (America/New_York), closed on 2026-12-25',
    '    + Denver, sip:1234@10.0.1.2, 40 %',
    '1 created.',
    '',
  ]);
  assert.equal((await cli.run('groups apply groups.yaml')).out, 'Nothing to change.\n');
});

Deno.test('groups apply: shows what becomes of policies, in words', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = POLICIES;
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = POLICIES.replace('08:00', '09:00').replace('calls: 100', 'calls: 50')
    .replace('[Boston, Denver]', '[Boston]').replace('maxAttempts: 3', 'maxAttempts: null')
    .replace('mode: on', 'mode: observe');
  assert.deepEqual((await cli.run('groups apply groups.yaml')).out.split('\n'), [
    '~ Support (1)',
    '    shared cap Vendor X at most 50 in progress, 900 a day: Boston, Denver → ' +
    'at most 50 in progress, 900 a day: Boston',
    '    most attempts 3 → every destination',
    '    health on → observed',
    '    ~ Boston: hours Mon–Fri 08:00–18:00 (America/New_York) → Mon–Fri 09:00–18:00 (America/New_York), ' +
    'caps 100 an hour → 50 an hour',
    '1 changed.',
    '',
  ]);
});

Deno.test('groups apply: policies that a file leaves out keep their values', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = POLICIES;
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = SUPPORT + '  health: { consecutiveFailures: 3 }\n';
  const { out } = await cli.run('groups apply groups.yaml');
  assert.equal(out, '~ Support (1)\n    failures in a row that eject 5 → 3\n1 changed.\n');
  assert.deepEqual((await groupsOf(cli))[0].health, { mode: 'on', consecutiveFailures: 3, ejectSeconds: 60 });
});

Deno.test('groups apply: the faults of policies are named with their lines', async () => {
  await using cli = await office();
  cli.files['bad.yaml'] = POLICIES.replace('08:00', '8am').replace('2026-12-25', 'Christmas')
    .replace('[Boston, Denver]', '[Boston, Austin]').replace('America/New_York', 'America/Gotham');
  const { exitCode, err } = await cli.run('groups apply bad.yaml');
  assert.equal(exitCode, 2);
  assert.deepEqual(err.split('\n').slice(1), [
    'bad.yaml:17: destinations[0].hours.open[0].from: "8am" is no time of the day. Times are written as 08:00 or 17:30, up to 24:00.',
    'bad.yaml:18: destinations[0].hours.closed[0]: "Christmas" is no date. Dates are written as 2026-12-25.',
    'bad.yaml:3: timeZone: There is no time zone "America/Gotham". It looks like America/New_York or UTC.',
    'bad.yaml:9: sharedCaps[0].destinations[1]: The group has no destination "Austin". Take it out of this shared cap.',
    '',
  ]);
});

Deno.test('groups apply: names every fault of every file with its line, and changes nothing', async () => {
  await using cli = await office();
  cli.files['good.yaml'] = SUPPORT;
  cli.files['bad.yaml'] = `
- name: Sales
  ballance: active
  destinations:
    - name: Paris
      uri: 0144556677
      percent: 50
    - uri: "sip:not an address"
      percent: 33.333
- 7
`;
  cli.files['short.json'] =
    '{\n  "name": "Short",\n  "destinations": [\n    {"name": "A", "uri": "sip:a@b", "percent": 99}]\n}';
  const ran = await cli.run('groups apply good.yaml bad.yaml short.json');
  assert.equal(ran.exitCode, 2);
  assert.deepEqual(ran.err.split('\n'), [
    'Nothing was changed: the files need a correction.',
    'bad.yaml:6: destinations[0].uri: Enter a destination. Put it in quotes: "0144556677".',
    'bad.yaml:8: destinations[1].name: Enter a name.',
    'bad.yaml:8: destinations[1].uri: A destination has no spaces. Separate digits with "-" or "." instead.',
    'bad.yaml:9: destinations[1].percent: A percent has at most two decimals.',
    'bad.yaml:3: ballance: There is no field "ballance" here.',
    'bad.yaml:10: This must be an object.',
    'short.json:3: destinations: The percents add up to 99 %, not 100 %: 1 % is missing.',
    '',
  ]);
  assert.deepEqual(await groupsOf(cli), []);
});

Deno.test('groups apply: a file that is no YAML is refused with line and column', async () => {
  const cli = commandLine();
  cli.files['a.yaml'] = 'name: Support\nname: Sales\n';
  cli.files['b.yaml'] = 'destinations: [\n';
  cli.files['c.yaml'] = 'name: *nobody\n';
  cli.files['d.yaml'] = '# nothing\n';
  const { exitCode, err } = await cli.run('groups apply a.yaml b.yaml c.yaml d.yaml');
  assert.equal(exitCode, 2);
  const lines = err.trimEnd().split('\n');
  assert.equal(lines.length, 4);
  assert.match(lines[0], /^a\.yaml:2:1: /);
  assert.match(lines[1], /^b\.yaml:2:1: /);
  assert.match(lines[2], /^c\.yaml: .*nobody/);
  assert.match(lines[3], /^d\.yaml: There is no route group in this file\./);
});

Deno.test('groups apply: somebody else who saves meanwhile is not overwritten', async () => {
  await using server = await openControlPlane();
  const first = commandLine(server.manager.app.fetch);
  first.files['groups.yaml'] = SUPPORT;
  await first.run('groups apply groups.yaml');
  let interrupted = false;
  const second = commandLine(async (request) => {
    if (request.method === 'PUT' && !interrupted) {
      interrupted = true;
      first.files['groups.yaml'] = SUPPORT.replace('name: Boston', 'name: Cambridge');
      await first.run('groups apply groups.yaml');
    }
    return server.manager.app.fetch(request);
  });
  second.files['groups.yaml'] = SUPPORT.replace('name: Denver', 'name: Aspen');
  const ran = await second.run('groups apply groups.yaml');
  assert.equal(ran.exitCode, 1);
  assert.match(ran.err, /^Support \(1\): somebody saved it meanwhile, and their work was kept\. /);
  const { out } = await first.run('groups export');
  assert.match(out, /Cambridge/);
  assert.doesNotMatch(out, /Aspen/);
});

Deno.test('groups apply: says what was done before a failure', async () => {
  await using server = await openControlPlane();
  let posts = 0;
  const cli = commandLine((request) => {
    if (request.method === 'POST' && ++posts === 2) {
      throw new TypeError('fetch failed', { cause: new Error('connection reset') });
    }
    return server.manager.app.fetch(request);
  });
  cli.files['groups.yaml'] = '[{ name: A }, { name: B }, { name: C }]';
  const ran = await cli.run('groups apply groups.yaml');
  assert.equal(ran.exitCode, 3);
  assert.match(ran.err, /^B: http:\/\/127\.0\.0\.1:8080 can't be reached: connection reset\. /);
  assert.match(ran.err, /Before that, 1 of 3 changes were made\.\n$/);
});

Deno.test('groups apply --delete-missing: deletes the groups that no file has, and only then', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = '[{ name: A }, { name: B }]';
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = '[{ name: B }, { name: C }]';
  assert.equal((await cli.run('groups apply groups.yaml')).out.split('\n').at(-2), '1 unchanged, 1 created.');
  const ran = await cli.run('groups apply groups.yaml --delete-missing');
  assert.equal(
    ran.out,
    '- A (1)\n    its URL stops giving destinations; it can be restored\n2 unchanged, 1 deleted.\n',
  );
  assert.deepEqual((await groupsOf(cli)).map(({ name }: { name: string }) => name), ['B', 'C']);
});

Deno.test('groups apply --delete-missing: an empty file does not delete everything', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = '[{ name: A }]';
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = '[]';
  const ran = await cli.run('groups apply groups.yaml --delete-missing');
  assert.deepEqual([ran.exitCode, ran.out], [2, '']);
  assert.equal((await groupsOf(cli)).length, 1);
});

Deno.test('groups apply: a removed destination is said to keep its calls in progress', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  await cli.run('groups apply groups.yaml');
  const [{ group: { key } }] = await cli.server.directory.list(1);
  for (const session of ['a', 'b', 'c']) await cli.server.switchboard.place({ accountId: 1, key, session });
  cli.files['groups.yaml'] =
    '{ name: Support, destinations: [{ name: Denver, uri: "sip:1234@10.0.1.2", percent: 100 }] }';
  const { out } = await cli.run('groups apply groups.yaml');
  assert.match(out, /- Boston, tel:\+16177123000: 2 calls in progress stay until they end\n/);
});

Deno.test('groups apply: two groups of one name need an id', async () => {
  await using cli = await office();
  cli.files['a.yaml'] = 'name: Twin';
  await cli.run('groups apply a.yaml');
  const [{ group }] = await cli.server.directory.list(1);
  await cli.server.directory.create(1, contentOf(group), { kind: 'system', id: 'test', name: 'test' });
  cli.files['a.yaml'] = 'name: Twin\nbalance: calls';
  const ran = await cli.run('groups apply a.yaml');
  assert.equal(ran.exitCode, 2);
  assert.match(ran.err, /a\.yaml:1: name: 2 route groups have this name\. Add the id: 1, 2\./);
  cli.files['a.yaml'] = 'id: 2\nname: Twin\nbalance: calls';
  assert.equal((await cli.run('groups apply a.yaml')).exitCode, 0);
  assert.deepEqual((await groupsOf(cli)).map(({ balance }: { balance: string }) => balance), [
    'active',
    'calls',
  ]);
});

Deno.test('groups apply: one group twice in the files is refused', async () => {
  await using cli = await office();
  cli.files['a.yaml'] = 'name: Twin';
  cli.files['b.yaml'] = '---\nname: Other\n---\nname: " Twin "';
  const ran = await cli.run('groups apply a.yaml b.yaml');
  assert.equal(ran.exitCode, 2);
  assert.match(ran.err, /b\.yaml:4: This is the same route group as the one at a\.yaml:1:/);
});

Deno.test('groups apply: tells doubts and saves all the same', async () => {
  await using cli = await office();
  cli.files['a.yaml'] =
    'name: Doubtful\ndestinations:\n  - { name: A, uri: tel:+1617712300, percent: 100 }\n';
  const ran = await cli.run('groups apply a.yaml');
  assert.equal(ran.exitCode, 0);
  assert.match(ran.err, /^Check this: a\.yaml:3: destinations\[0\]\.uri: \+1617712300 does not look like /);
});

Deno.test('groups apply: reads the standard input', async () => {
  await using cli = await office();
  cli.files['-'] = SUPPORT;
  assert.equal((await cli.run('groups apply -')).exitCode, 0);
  assert.equal((await groupsOf(cli)).length, 1);
});

Deno.test('groups apply: a file that is not there is named', async () => {
  const ran = await commandLine().run('groups apply nowhere.yaml');
  assert.deepEqual([ran.exitCode, ran.err.split(':')[0]], [2, "Can't read nowhere.yaml"]);
});

Deno.test('groups apply --json: gives every step with what changes', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  await cli.run('groups apply groups.yaml');
  cli.files['groups.yaml'] = SUPPORT.replace('name: Denver', 'name: Aspen') + '- name: New\n';
  const { applied, steps } = JSON.parse((await cli.run('groups apply groups.yaml --json --dry-run')).out);
  assert.equal(applied, false);
  assert.deepEqual(steps.map(({ kind }: { kind: string }) => kind), ['change', 'create']);
  assert.deepEqual(steps[0].difference.destinations[0].fields, [{
    field: 'name',
    from: 'Denver',
    to: 'Aspen',
  }]);
});

Deno.test('groups apply: needs an editor, and says so', async () => {
  await using cli = await office();
  cli.files['groups.yaml'] = SUPPORT;
  cli.env.ROUTES_API_KEY = '1-viewer';
  assert.equal((await cli.run('groups apply groups.yaml --dry-run')).exitCode, 4);
  const ran = await cli.run('groups apply groups.yaml');
  assert.equal(ran.exitCode, 1);
  assert.match(ran.err, /Not allowed/);
});

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text) && text.isWellFormed());
const caps = fc.uniqueArray(
  fc.record({ per: fc.constantFrom('hour', 'day', 'month'), calls: fc.integer({ min: 1, max: 9999 }) }),
  { selector: ({ per }) => per },
);
const days = fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], { minLength: 1 });
const hours = fc.record({
  timeZone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu'),
  open: fc.array(
    fc.record({ days, from: fc.constantFrom('00:00', '08:30'), to: fc.constantFrom('18:00', '24:00') }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  closed: fc.subarray(['2026-12-25', '2028-02-29']),
});
const destination = fc.record({
  name,
  hours: fc.option(hours),
  caps,
  uri: fc.constantFrom(
    'tel:+16177123000',
    '16177123000',
    'sip:1234@10.0.1.2',
    'sips:a@[::1]:5061;transport=tls',
    '*#06#',
  ),
  tier: fc.constantFrom(1, 2),
  maxActive: fc.option(fc.nat(1000)),
  state: fc.constantFrom('enabled', 'draining', 'disabled'),
});
const group = fc.record({
  name,
  balance: fc.constantFrom('active', 'calls'),
  sessionTtlSeconds: fc.integer({ min: 3600, max: 604_800 }),
  retryWindowSeconds: fc.integer({ min: 0, max: 3600 }),
  timeZone: fc.constantFrom('UTC', 'Europe/Dublin'),
  lastResort: fc.option(fc.constant('tel:+18005550100')),
  terminalOutcomes: fc.subarray(['busy', 'no_answer', 'failed', 'declined', 'caller_hung_up']),
  maxAttempts: fc.option(fc.integer({ min: 1, max: 9 })),
  holdSeconds: fc.option(fc.integer({ min: 3600, max: 7200 })),
  health: fc.record({
    mode: fc.constantFrom('off', 'observe', 'on'),
    failurePercent: fc.option(fc.integer({ min: 1, max: 100 })),
    ejectSeconds: fc.integer({ min: 1, max: 60 }),
  }, { requiredKeys: [] }),
  // In each tier the first destination gets what the others leave of 100 %.
  destinations: fc.array(destination, { maxLength: 6 }).map((all) =>
    all.map((each) => {
      const same = all.filter(({ tier }) => tier === each.tier);
      return {
        ...each,
        percent: each === same[0] ? Number((100 - (same.length - 1) * 7.77).toFixed(2)) : 7.77,
      };
    })
  ),
  // Over every destination whose name says which it is.
  sharedCap: fc.option(fc.record({ name, maxActive: fc.nat(100), caps })),
}).map(({ sharedCap, ...rest }) => {
  const names = rest.destinations.map((each) => each.name);
  const clear = names.filter((each) => names.indexOf(each) === names.lastIndexOf(each));
  return {
    ...rest,
    sharedCaps: sharedCap && clear.length > 0 ? [{ ...sharedCap, destinations: clear }] : [],
  };
});

Deno.test('groups export and apply: any group survives the way through a file, in both formats', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(group, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
      fc.constantFrom('yaml', 'json'),
      async (groups, format) => {
        await using cli = await office();
        cli.files['groups.json'] = JSON.stringify(groups);
        const made = await cli.run('groups apply groups.json');
        assert.deepEqual([made.exitCode, made.err.includes('correction')], [0, false], made.err);
        await cli.run(`groups export --format ${format} -o all`);
        assert.equal((await cli.run('groups apply all --dry-run')).out, 'Nothing to change.\n');

        await cli.run(`groups export --format ${format} --no-ids -o bare`);
        await using elsewhere = await office();
        elsewhere.files.bare = cli.files.bare;
        assert.equal((await elsewhere.run('groups apply bare')).exitCode, 0);
        assert.equal((await elsewhere.run(`groups export --format ${format} --no-ids`)).out, cli.files.bare);
      },
    ),
    { numRuns: 30 },
  );
});

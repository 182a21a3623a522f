import assert from 'node:assert/strict';
import { openControlPlane } from './control-plane.ts';

const GROUPS = '/api/v1/groups';
const OFFICE = {
  timeZone: 'America/New_York',
  open: [{ days: ['mon', 'tue'], from: '08:00', to: '18:00' }],
  closed: ['2026-12-25'],
};
const VENDOR = { name: 'Vendor X', maxActive: 50, caps: [{ per: 'day', calls: 900 }] };

const policies = {
  timeZone: 'America/New_York',
  lastResort: 'tel:+18005550100',
  terminalOutcomes: ['declined', 'busy'],
  maxAttempts: 3,
  holdSeconds: 600,
  health: {
    mode: 'on',
    consecutiveFailures: 3,
    failurePercent: null,
    minimumAttempts: 10,
    ejectSeconds: 60,
    panicPercent: 25,
  },
};

/** A group with every policy, and how to edit the version that is there. */
async function office() {
  const plane = await openControlPlane();
  const group = await plane.create({
    ...policies,
    sharedCaps: [{ ...VENDOR, destinations: ['Boston', 'Denver'] }],
    destinations: [
      {
        name: 'Boston',
        uri: 'tel:+16177123000',
        percent: 60,
        hours: OFFICE,
        caps: [{ per: 'hour', calls: 100 }],
      },
      { name: 'Denver', uri: 'sip:1234@10.0.1.2', percent: 40 },
    ],
  });
  const put = (json: unknown) =>
    plane.ask('PUT', `${GROUPS}/${group.id}`, { headers: { 'if-match': '*' }, json });
  return { plane, group, put, [Symbol.asyncDispose]: () => plane[Symbol.asyncDispose]() };
}

const idsOf = ({ destinations }: { destinations: readonly { id: number }[] }) =>
  destinations.map(({ id }) => id);

Deno.test('gives every policy back as it was written, shared caps with ids', async () => {
  await using it = await office();
  const { json } = await it.plane.ask('GET', `${GROUPS}/${it.group.id}`);
  assert.deepEqual({ ...json, ...policies }, json);
  assert.deepEqual(json.sharedCaps, [{ ...VENDOR, destinations: idsOf(json) }]);
  assert.deepEqual(json.destinations[0].hours, OFFICE);
  assert.deepEqual(json.destinations[0].caps, [{ per: 'hour', calls: 100 }]);
  assert.deepEqual([json.destinations[1].hours, json.destinations[1].caps], [null, []]);
});

Deno.test('an edit keeps every policy that it leaves out, and takes the group back as it was read', async () => {
  await using it = await office();
  const [boston, denver] = idsOf(it.group);
  const renamed = await it.put({
    name: 'Help desk',
    destinations: [{ id: boston, name: 'Cork' }, { id: denver }],
  });
  const { name: _, destinations: [cork, ...rest], version: __, updatedAt: ___, ...kept } = renamed.json;
  assert.deepEqual({ ...it.group, ...kept }, it.group);
  assert.deepEqual([{ ...cork, name: 'Boston' }, ...rest], it.group.destinations);
  const again = await it.put(renamed.json);
  assert.deepEqual(again.json, { ...renamed.json, version: 3, updatedAt: again.json.updatedAt });
});

Deno.test('an edit of one number of health keeps the others', async () => {
  await using it = await office();
  const { json } = await it.put({ health: { mode: 'observe' } });
  assert.deepEqual(json.health, { ...policies.health, mode: 'observe' });
});

Deno.test('null clears what may be unset, an empty list what is listed', async () => {
  await using it = await office();
  const [boston, denver] = idsOf(it.group);
  const { json } = await it.put({
    ...{ lastResort: null, maxAttempts: null, holdSeconds: null, terminalOutcomes: [], sharedCaps: [] },
    destinations: [{ id: boston, hours: null, caps: [] }, { id: denver }],
  });
  const { lastResort, maxAttempts, holdSeconds, terminalOutcomes, sharedCaps, destinations } = json;
  assert.deepEqual([lastResort, maxAttempts, holdSeconds, terminalOutcomes, sharedCaps], [
    null,
    null,
    null,
    [],
    [],
  ]);
  assert.deepEqual([destinations[0].hours, destinations[0].caps], [null, []]);
});

Deno.test('what has always a value can not be cleared', async () => {
  await using it = await office();
  const { status, json } = await it.put({
    timeZone: null,
    health: null,
    terminalOutcomes: null,
    sharedCaps: null,
  });
  assert.equal(status, 422);
  assert.deepEqual(
    json.errors.map(({ pointer }: { pointer: string }) => pointer).sort(),
    ['/health', '/sharedCaps', '/terminalOutcomes', '/timeZone'],
  );
});

Deno.test('a shared cap takes new destinations by name, and refuses to lose one unheard', async () => {
  await using it = await office();
  const [boston, denver] = idsOf(it.group);
  const austin = { name: 'Austin', uri: 'sip:5@10.0.1.2', percent: 0 };
  const added = await it.put({
    sharedCaps: [{ ...VENDOR, destinations: [boston, 'Austin'] }],
    destinations: [{ id: boston }, { id: denver }, austin],
  });
  assert.deepEqual(added.json.sharedCaps[0].destinations, [boston, added.json.destinations[2].id]);
  const lost = await it.put({ destinations: [{ id: boston }, { id: denver }] });
  assert.equal(lost.status, 422);
  assert.deepEqual(lost.json.errors, [{
    detail: `The group has no destination ${added.json.destinations[2].id}. Take it out of this shared cap.`,
    pointer: '/sharedCaps/0/destinations/1',
  }]);
});

Deno.test('a copy of a group has the same policies, with its own destinations', async () => {
  await using it = await office();
  const { status, json } = await it.plane.ask('POST', GROUPS, { json: { ...it.group, name: 'Copy' } });
  assert.equal(status, 201);
  assert.deepEqual({ ...json, ...policies }, json);
  assert.deepEqual(json.sharedCaps, [{ ...VENDOR, destinations: idsOf(json) }]);
  assert.notDeepEqual(idsOf(json), idsOf(it.group));
});

Deno.test('names the faulty parts of policies, in words that say what to do', async () => {
  await using it = await office();
  const [boston, denver] = idsOf(it.group);
  const { status, json } = await it.put({
    holdSeconds: 60,
    lastResort: 'voicemail',
    destinations: [
      { id: boston, hours: { ...OFFICE, closed: ['Christmas'] } },
      { id: denver, caps: [{ per: 'day', calls: 1 }, { per: 'day', calls: 2 }] },
    ],
  });
  assert.equal(status, 422);
  assert.deepEqual(
    Object.fromEntries(json.errors.map(({ pointer, detail }: never) => [pointer, detail])),
    {
      '/destinations/0/hours/closed/0': '"Christmas" is no date. Dates are written as 2026-12-25.',
      '/destinations/1/caps/1/per': 'There is already a cap for each day.',
      '/lastResort': 'Not a destination. Use tel:, sip:, sips: or a bare number.',
      '/holdSeconds': "A call can't be held for less (60 s) than the retry window (120 s).",
    },
  );
});

Deno.test('doubts about the number of last resort are told', async () => {
  await using it = await office();
  const { json } = await it.put({ lastResort: 'tel:+1617712300' });
  assert.deepEqual(json.warnings.map(({ path }: { path: unknown }) => path), [['lastResort']]);
});

Deno.test('the history and the audit log say what became of policies', async () => {
  await using it = await office();
  await it.put({ maxAttempts: 2 });
  const { json } = await it.plane.ask('GET', '/api/v1/account/audit', { as: '1-admin' });
  assert.deepEqual(json.events[0].changes, ['Most attempts: 3 → 2']);
  const { json: { versions } } = await it.plane.ask('GET', `${GROUPS}/${it.group.id}/versions`);
  assert.deepEqual([versions[0].content.maxAttempts, versions[1].content.maxAttempts], [2, 3]);
});

Deno.test('the document explains every policy', async () => {
  await using it = await office();
  const { json: { components: { schemas } } } = await it.plane.ask('GET', '/api/openapi.json', { as: null });
  for (
    const [name, fields] of [
      ['GroupInput', [...Object.keys(policies), 'sharedCaps']],
      ['GroupEdit', [...Object.keys(policies), 'sharedCaps']],
      ['Group', [...Object.keys(policies), 'sharedCaps']],
      ['DestinationInput', ['hours', 'caps']],
      ['DestinationEdit', ['hours', 'caps']],
      ['Destination', ['hours', 'caps']],
    ] as const
  ) {
    for (const field of fields) assert.ok(schemas[name].properties[field]?.description, `${name}.${field}`);
  }
});

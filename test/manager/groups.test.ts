import assert from 'node:assert/strict';
import { BASE, openControlPlane, support } from './control-plane.ts';

const GROUPS = '/api/v1/groups';
const version = (number: number) => ({ 'if-match': `"${number}"` });

Deno.test('gives a new group a URL of its own and says where it is', async () => {
  await using plane = await openControlPlane();
  const { status, headers, json } = await plane.ask('POST', GROUPS, { json: support });
  assert.equal(status, 201);
  assert.equal(headers.get('location'), `/api/v1/groups/${json.id}`);
  assert.equal(headers.get('etag'), '"1"');
  assert.match(json.key, /^[0-9a-f]{32}$/);
  assert.equal(json.url, `${BASE}/ws/route/1/${json.key}`);
  assert.equal(json.completeUrl, `${BASE}/ws/complete/1/${json.key}`);
  const { json: again } = await plane.ask('GET', `${GROUPS}/${json.id}`);
  assert.deepEqual(again, json);
});

Deno.test('a new group serves calls before its answer leaves', async () => {
  await using plane = await openControlPlane();
  const { key } = await plane.create();
  const placed = await plane.switchboard.place({ accountId: 1, key, session: 's1' });
  assert.equal(placed.kind, 'placed');
});

Deno.test('fills in what a new group leaves out', async () => {
  await using plane = await openControlPlane();
  const { json } = await plane.ask('POST', GROUPS, { json: support });
  const { balance, sessionTtlSeconds, retryWindowSeconds, destinations } = json;
  assert.deepEqual([balance, sessionTtlSeconds, retryWindowSeconds], ['active', 7200, 120]);
  assert.deepEqual(
    destinations.map(({ tier, maxActive, state }: never) => [tier, maxActive, state]),
    [[1, null, 'enabled'], [1, null, 'enabled']],
  );
});

Deno.test('takes a copy of another group as a new one', async () => {
  await using plane = await openControlPlane();
  const original = await plane.create();
  const { status, json: copy } = await plane.ask('POST', GROUPS, { json: { ...original, name: 'Copy' } });
  assert.equal(status, 201);
  assert.notEqual(copy.id, original.id);
  assert.notEqual(copy.key, original.key);
  const ids = [...original.destinations, ...copy.destinations].map(({ id }) => id);
  assert.equal(new Set(ids).size, 4);
});

Deno.test('lists the groups by name, and the deleted ones when asked', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create({ name: 'Sales' });
  await plane.create({ name: 'Billing' });
  await plane.create({ name: 'Support' });
  await plane.ask('DELETE', `${GROUPS}/${id}`);
  const names = async (query: string) => {
    const { json } = await plane.ask('GET', GROUPS + query);
    return json.groups.map(({ name }: { name: string }) => name);
  };
  assert.deepEqual(await names(''), ['Billing', 'Support']);
  assert.deepEqual(await names('?deleted=true'), ['Sales']);
});

Deno.test('an edit keeps what it leaves out, in the group and in the destinations that it names', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create({ balance: 'calls', retryWindowSeconds: 30 });
  const [boston, denver] = group.destinations;
  const { status, headers, json } = await plane.ask('PUT', `${GROUPS}/${group.id}`, {
    headers: version(1),
    json: { destinations: [{ id: boston.id, percent: 30 }, { id: denver.id, percent: 70, maxActive: 5 }] },
  });
  assert.equal(status, 200);
  assert.equal(headers.get('etag'), '"2"');
  assert.deepEqual(json.destinations, [{ ...boston, percent: 30 }, { ...denver, percent: 70, maxActive: 5 }]);
  assert.deepEqual([json.name, json.balance, json.retryWindowSeconds], ['Support', 'calls', 30]);
});

Deno.test('null clears a cap, and nothing else', async () => {
  await using plane = await openControlPlane();
  const { id, destinations } = await plane.create();
  const [boston, denver] = destinations.map(({ id }) => id);
  const put = (number: number, json: unknown) =>
    plane.ask('PUT', `${GROUPS}/${id}`, { headers: version(number), json });
  await put(1, { destinations: [{ id: boston, maxActive: 7 }, { id: denver }] });
  const cleared = await put(2, { destinations: [{ id: boston, maxActive: null }, { id: denver }] });
  assert.equal(cleared.json.destinations[0].maxActive, null);
  const { status, json } = await put(3, {
    balance: null,
    destinations: [{ id: boston, tier: null, name: null }, { id: denver }],
  });
  assert.equal(status, 422);
  assert.deepEqual(
    json.errors.map(({ pointer }: never) => pointer).sort(),
    ['/balance', '/destinations/0/name', '/destinations/0/tier'],
  );
});

Deno.test('adds and removes destinations by their presence in the list', async () => {
  await using plane = await openControlPlane();
  const { id, destinations: [boston] } = await plane.create();
  const { json } = await plane.ask('PUT', `${GROUPS}/${id}`, {
    headers: version(1),
    json: {
      destinations: [{ name: 'Cork', uri: 'tel:+353211234567', percent: 60 }, { id: boston.id, percent: 40 }],
    },
  });
  assert.deepEqual(json.destinations.map(({ name }: never) => name), ['Cork', 'Boston']);
  assert.equal(json.destinations[1].id, boston.id);
});

Deno.test('takes a group back as it was read', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const { status, json } = await plane.ask('PUT', `${GROUPS}/${group.id}`, {
    headers: version(1),
    json: group,
  });
  assert.equal(status, 200);
  assert.deepEqual(json, { ...group, version: 2, updatedAt: json.updatedAt });
});

Deno.test('read-only fields are accepted, and not used', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create();
  const { json } = await plane.ask('PUT', `${GROUPS}/${group.id}`, {
    headers: version(1),
    json: { id: 99, version: 77, key: 'mine', url: 5, deletedAt: '2026-01-01T00:00:00Z' },
  });
  assert.deepEqual([json.id, json.version, json.key, json.deletedAt], [group.id, 2, group.key, null]);
});

Deno.test('refuses an edit of a version that is no longer the present one, and shows that', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const path = `${GROUPS}/${id}`;
  const saved = await plane.ask('PUT', path, { headers: version(1), json: { name: 'Help desk' } });
  const late = await plane.ask('PUT', path, { headers: version(1), json: { name: 'Hotline' } });
  assert.equal(late.status, 412);
  assert.equal(late.headers.get('etag'), '"2"');
  assert.deepEqual(late.json.present, saved.json);
  assert.equal((await plane.ask('GET', path)).json.name, 'Help desk');
});

for (const [method, suffix] of [['DELETE', ''], ['POST', '/restore'], ['POST', '/rotate-key']]) {
  Deno.test(`${method} …${suffix} with a stale version changes nothing`, async () => {
    await using plane = await openControlPlane();
    const { id } = await plane.create();
    const path = `${GROUPS}/${id}`;
    await plane.ask('PUT', path, { headers: version(1), json: { name: 'Help desk' } });
    const before = await plane.ask('GET', path);
    assert.equal((await plane.ask(method, path + suffix, { headers: version(1) })).status, 412);
    assert.deepEqual((await plane.ask('GET', path)).json, before.json);
  });
}

Deno.test('of two editors of one version exactly one is served', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const answers = await Promise.all(
    ['One', 'Two', 'Three'].map((name) =>
      plane.ask('PUT', `${GROUPS}/${id}`, { headers: version(1), json: { name } })
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412]);
});

Deno.test('an edit of whatever is there undoes nothing that was saved meanwhile', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const edits = [{ name: 'Help desk' }, { balance: 'calls' }, { retryWindowSeconds: 30 }];
  const answers = await Promise.all(
    edits.map((json) => plane.ask('PUT', `${GROUPS}/${id}`, { headers: { 'if-match': '*' }, json })),
  );
  const { json: now } = await plane.ask('GET', `${GROUPS}/${id}`);
  for (const [index, { status }] of answers.entries()) {
    const [[field, value]] = Object.entries(edits[index]);
    if (status === 200) assert.equal(now[field], value);
    else assert.equal(status, 412);
  }
});

Deno.test('asks for the version that an edit was made on', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  const put = (headers: Record<string, string>) =>
    plane.ask('PUT', `${GROUPS}/${id}`, { headers, json: { name: 'Help desk' } });
  assert.equal((await put({})).status, 428);
  assert.equal((await put({ 'if-match': '1' })).status, 400);
  assert.equal((await put({ 'if-match': '"1", "2"' })).status, 400);
  assert.equal((await put({ 'if-match': '*' })).json.version, 2);
  assert.equal((await put({ 'if-match': 'W/"2"' })).json.version, 3);
});

Deno.test('a deleted group is kept, takes no calls and no edits, and comes back under its URL', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  const path = `${GROUPS}/${id}`;
  const place = async () => (await plane.switchboard.place({ accountId: 1, key, session: undefined })).kind;
  const deleted = await plane.ask('DELETE', path);
  assert.notEqual(deleted.json.deletedAt, null);
  assert.equal(deleted.json.updatedBy.kind, 'key');
  assert.equal(await place(), 'refused');
  assert.deepEqual((await plane.ask('GET', path)).json, deleted.json);
  assert.equal((await plane.ask('PUT', path, { headers: version(2), json: { name: 'X' } })).status, 409);
  assert.equal((await plane.ask('POST', `${path}/rotate-key`)).status, 409);
  const restored = await plane.ask('POST', `${path}/restore`);
  assert.deepEqual([restored.json.deletedAt, restored.json.key], [null, key]);
  assert.equal(await place(), 'placed');
});

Deno.test('deleting and restoring may be repeated', async () => {
  await using plane = await openControlPlane();
  const { id } = await plane.create();
  for (const [method, suffix] of [['DELETE', ''], ['POST', '/restore']]) {
    const first = await plane.ask(method, `${GROUPS}/${id}${suffix}`);
    const second = await plane.ask(method, `${GROUPS}/${id}${suffix}`);
    assert.equal(second.status, 200);
    assert.deepEqual(second.json, first.json);
  }
});

Deno.test('a rotated key stops the old URL at once', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  const { json } = await plane.ask('POST', `${GROUPS}/${id}/rotate-key`);
  const place = async (key: string) =>
    (await plane.switchboard.place({ accountId: 1, key, session: undefined })).kind;
  assert.equal(await place(key), 'refused');
  assert.equal(await place(json.key), 'placed');
});

Deno.test('remembers every version, who made it, and no key', async () => {
  await using plane = await openControlPlane();
  const { id, key } = await plane.create();
  await plane.ask('PUT', `${GROUPS}/${id}`, {
    as: '1-admin',
    headers: version(1),
    json: { name: 'Help desk' },
  });
  await plane.ask('DELETE', `${GROUPS}/${id}`);
  const { json, text } = await plane.ask('GET', `${GROUPS}/${id}/versions`);
  assert.deepEqual(
    json.versions.map((
      { version, action, actor, content }: never,
    ) => [version, action, actor['id'], content['name']]),
    [[3, 'deleted', '1-editor', 'Help desk'], [2, 'edited', '1-admin', 'Help desk'], [
      1,
      'created',
      '1-editor',
      'Support',
    ]],
  );
  assert.ok(!text.includes(key));
});

Deno.test('an old version sent back brings its destinations back as who they were', async () => {
  await using plane = await openControlPlane();
  const { id, destinations } = await plane.create();
  const put = (number: number, json: unknown) =>
    plane.ask('PUT', `${GROUPS}/${id}`, { headers: version(number), json });
  await put(1, { destinations: [{ id: destinations[0].id, percent: 100 }] });
  const { json: { versions } } = await plane.ask('GET', `${GROUPS}/${id}/versions`);
  const back = await put(2, versions[1].content);
  assert.equal(back.status, 200);
  assert.deepEqual(back.json.destinations, destinations);
});

Deno.test("refuses the id of another group's destination", async () => {
  await using plane = await openControlPlane();
  const other = await plane.create();
  const { id, destinations } = await plane.create();
  const stolen = { ...other.destinations[1], percent: 40 };
  const { status, json } = await plane.ask('PUT', `${GROUPS}/${id}`, {
    headers: version(1),
    json: { destinations: [{ id: destinations[0].id }, stolen] },
  });
  assert.equal(status, 422);
  assert.deepEqual(json.errors.map(({ pointer }: never) => pointer), ['/destinations/1/id']);
  assert.match(json.detail, new RegExp(`never had a destination ${stolen.id}`));
});

Deno.test('names every faulty field at once, in words that say what to do', async () => {
  await using plane = await openControlPlane();
  const { status, json } = await plane.ask('POST', GROUPS, {
    json: {
      balance: 'random',
      sessionTtlSeconds: 5,
      'na/me~': 'Support',
      destinations: [
        { name: 'Boston', uri: 'sip:a b', percent: 33.333, tier: 0 },
        { name: ' ', percent: '40', colour: 'red', maxActive: -1 },
        'Denver',
      ],
    },
  });
  assert.equal(status, 422);
  const faults = Object.fromEntries(json.errors.map(({ pointer, detail }: never) => [pointer, detail]));
  assert.deepEqual(faults, {
    '/name': 'Enter a name.',
    '/balance': 'Use one of active, calls.',
    '/sessionTtlSeconds': 'At least 10 seconds.',
    '/destinations/0/uri': 'A destination has no spaces. Separate digits with "-" or "." instead.',
    '/destinations/0/percent': 'A percent has at most two decimals.',
    '/destinations/0/tier': 'Tiers start at 1.',
    '/destinations/1/name': 'Enter a name.',
    '/destinations/1/uri': 'Enter a destination.',
    '/destinations/1/percent': 'Enter a percent, such as 33.33.',
    '/destinations/1/colour': 'There is no field "colour" here.',
    '/destinations/1/maxActive': 'A cap is 0 or more; leave it empty for no cap.',
    '/destinations/2': 'This must be an object.',
    '/na~1me~0': 'There is no field "na/me~" here.',
  });
});

Deno.test('checks the rules between fields together with the fields', async () => {
  await using plane = await openControlPlane();
  const { json } = await plane.ask('POST', GROUPS, {
    json: {
      name: '',
      colour: 'red',
      retryWindowSeconds: 9000,
      destinations: [
        { id: 5, name: 'A', uri: 'javascript:alert(1)', percent: 30 },
        { id: 5, name: 'B', uri: 'tel:+16177123000', percent: 60 },
      ],
    },
  });
  const pointers = json.errors.map(({ pointer }: never) => pointer).sort();
  assert.deepEqual(pointers, [
    '/colour',
    '/destinations',
    '/destinations/0/uri',
    '/destinations/1/id',
    '/name',
    '/retryWindowSeconds',
  ]);
  assert.match(json.detail, /90 %, not 100 %: 10 % is missing/);
});

Deno.test('tells doubts without refusing the group', async () => {
  await using plane = await openControlPlane();
  const group = await plane.create({
    destinations: [{ name: 'Boston', uri: 'tel:+1617712300', percent: 100 }],
  });
  assert.deepEqual(group.warnings.map(({ path }) => path), [['destinations', 0, 'uri']]);
  assert.equal(group.destinations[0].uri, 'tel:+1617712300');
});

Deno.test('keeps percents to the hundredth', async () => {
  await using plane = await openControlPlane();
  const percents = [33.33, 33.34, 33.33, 0];
  const group = await plane.create({
    destinations: percents.map((percent, index) => ({
      name: `D${index}`,
      uri: `sip:${index}@10.0.0.1`,
      percent,
    })),
  });
  assert.deepEqual(group.destinations.map(({ percent }) => percent), percents);
});

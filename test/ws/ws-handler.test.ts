import assert from 'node:assert/strict';
import { wsErrors } from '../../src/contract/errors.ts';
import { createLog } from '../../src/log.ts';
import type { PlaceAnswer } from '../../src/switchboard/switchboard.ts';
import { FakeSwitchboard, placed } from '../support/fake-switchboard.ts';
import { fieldsOf, openVoiceClient, ROUTE_PATH } from '../support/voice-client.ts';

const COMPLETE_PATH = ROUTE_PATH.replace('route', 'complete');
const GROUP = { accountId: 2, key: '24d2cebbaae24adc9e13e9f85116bd41' };

const answering = (answer: PlaceAnswer) => openVoiceClient({}, new FakeSwitchboard({ place: () => answer }));

Deno.test('a call gets its destination, exactly as it was typed', async () => {
  const destination = 'tel:+11234567890;postd=1234p&<"';
  const { switchboard, post } = answering(placed({ destination, name: 'Boston', attempt: 2 }));
  const response = await post(ROUTE_PATH, 'session.id=abc');
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(
    await response.text(),
    `{"success":true,"destination":${
      JSON.stringify(destination)
    },"name":"Boston","attempt":2,"destinations":[${JSON.stringify(destination)}]}`,
  );
  assert.deepEqual(switchboard.placed, [{ ...GROUP, session: 'abc', outcome: undefined }]);
});

for (
  const reason of [
    'unknown_route',
    'no_destination',
    'at_capacity',
    'closed',
    'unhealthy',
    'exhausted',
  ] as const
) {
  Deno.test(`a call that gets none is told ${reason}, with HTTP 200`, async () => {
    const { post } = answering({ kind: 'refused', reason, untilMs: null, degraded: false });
    const response = await post(ROUTE_PATH, 'session.id=abc');
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { success: false, error: reason, message: wsErrors[reason] });
  });
}

Deno.test('an answer from memory says that it is degraded', async () => {
  const { post } = answering(placed({ degraded: true }));
  assert.equal((await (await post(ROUTE_PATH, 'session.id=abc')).json()).degraded, true);
  const refusing = answering({ kind: 'refused', reason: 'exhausted', untilMs: null, degraded: true });
  assert.equal((await (await refusing.post(ROUTE_PATH, 'session.id=abc')).json()).degraded, true);
  const switchboard = new FakeSwitchboard({ complete: () => ({ completed: 1, degraded: true }) });
  const completing = openVoiceClient({}, switchboard);
  assert.equal((await (await completing.post('/ws/complete', 'session.id=abc')).json()).degraded, true);
});

Deno.test('a session is completed everywhere, or in one group', async () => {
  const { switchboard, post } = openVoiceClient();
  const everywhere = await post('/ws/complete', 'session.id=abc');
  assert.equal(await everywhere.text(), '{"success":true,"completed":1}');
  await post(COMPLETE_PATH, 'session.id=abc');
  assert.deepEqual(switchboard.completed, [
    { session: 'abc', outcome: undefined, within: undefined },
    { session: 'abc', outcome: undefined, within: GROUP },
  ]);
});

Deno.test('completing nothing is a success', async () => {
  const switchboard = new FakeSwitchboard({ complete: () => ({ completed: 0, degraded: false }) });
  const { post } = openVoiceClient({}, switchboard);
  assert.equal(await (await post('/ws/complete', 'session.id=abc')).text(), '{"success":true,"completed":0}');
});

Deno.test('a completion without a session is refused, and told how to send one', async () => {
  const { switchboard, post } = openVoiceClient();
  const response = await post('/ws/complete', 'id=abc');
  assert.equal(response.status, 200);
  const answer = await response.json();
  assert.equal(answer.success, false);
  assert.equal(answer.error, 'bad_request');
  assert.match(answer.message, /session\.id, session_id/);
  assert.deepEqual(switchboard.completed, []);
});

Deno.test('where tenants are strangers, a session is completed in its group only', async () => {
  const { switchboard, post } = openVoiceClient({ globalComplete: false });
  const refused = await (await post('/ws/complete', 'session.id=abc')).json();
  assert.equal(refused.error, 'bad_request');
  assert.match(refused.message, /\/ws\/complete\/\{account\}\/\{key\}/);
  assert.deepEqual(switchboard.completed, []);
  assert.equal((await (await post(COMPLETE_PATH, 'session.id=abc')).json()).success, true);
});

Deno.test('an address of no group is answered, never HTTP 404', async () => {
  const { switchboard, post } = openVoiceClient();
  for (
    const [path, error] of [
      ['/ws/route', 'unknown_route'],
      ['/ws/route/2', 'unknown_route'],
      ['/ws/route/two/key', 'unknown_route'],
      ['/ws/complete/2', 'unknown_route'],
      ['/ws/elsewhere', 'bad_request'],
      ['/ws', 'bad_request'],
    ]
  ) {
    const response = await post(path, 'session.id=abc');
    assert.equal(response.status, 200, path);
    assert.equal((await response.json()).error, error, path);
  }
  assert.deepEqual([...switchboard.placed, ...switchboard.completed], []);
});

Deno.test('the suffix of the URL outranks Accept, and failures keep the format', async () => {
  const { post } = openVoiceClient();
  const accept = { accept: 'application/json' };
  for (const path of [`${ROUTE_PATH}.xml`, '/ws/complete.xml', '/ws/route/2.xml', '/ws/elsewhere.xml']) {
    const response = await post(path, 'session.id=abc', accept);
    const type = response.headers.get('content-type');
    assert.equal(type, 'application/xml; charset=utf-8', path);
    assert.match(fieldsOf(type, await response.text()).success, /true|false/);
  }
  const form = await post(`${ROUTE_PATH}.form`, 'session.id=abc', { accept: 'text/xml' });
  assert.equal(form.headers.get('content-type'), 'application/x-www-form-urlencoded');
  const xml = await post(ROUTE_PATH, 'session.id=abc', { accept: 'text/xml' });
  assert.equal(xml.headers.get('content-type'), 'application/xml; charset=utf-8');
});

Deno.test('a switchboard that fails costs no call its answer, and is logged once', async () => {
  const lines: string[] = [];
  const log = createLog({ level: 'info', format: 'text', write: (line) => lines.push(line) });
  const switchboard = new FakeSwitchboard({
    place: () => {
      throw new Error('disk on fire');
    },
  });
  const response = await openVoiceClient({ log }, switchboard).post(`${ROUTE_PATH}.xml`, 'session.id=abc');
  assert.equal(response.status, 200);
  const fields = fieldsOf(response.headers.get('content-type'), await response.text());
  assert.deepEqual(fields, { success: 'false', error: 'internal', message: wsErrors.internal });
  assert.equal(lines.length, 1);
  assert.match(lines[0], /ERROR.*disk on fire/);
});

Deno.test('answers to GET are kept by no cache, and any page may read them', async () => {
  const { send } = openVoiceClient();
  const { headers } = await send(`${ROUTE_PATH}?session.id=abc`);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('access-control-allow-origin'), '*');
});

Deno.test('a page of another origin may post as well', async () => {
  const { send, post } = openVoiceClient();
  const { headers } = await post(ROUTE_PATH, '{"session.id":"abc"}', { origin: 'https://elsewhere.test' });
  assert.equal(headers.get('access-control-allow-origin'), '*');
  const preflight = await send(ROUTE_PATH, { method: 'OPTIONS' });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-methods')!, /POST/);
  assert.equal(preflight.headers.get('access-control-allow-headers'), '*');
});

Deno.test('HEAD looks without placing a call', async () => {
  const { switchboard, send } = openVoiceClient();
  const response = await send(`${ROUTE_PATH}?session.id=abc`, { method: 'HEAD' });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(await response.text(), '');
  assert.deepEqual(switchboard.placed, []);
});

Deno.test('other methods get 405 and the list of those that work', async () => {
  const { switchboard, send } = openVoiceClient();
  for (const method of ['DELETE', 'PATCH', 'MOVE']) {
    const response = await send(ROUTE_PATH, { method });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, HEAD, POST, PUT, OPTIONS');
    assert.equal((await response.json()).error, 'bad_request');
  }
  assert.deepEqual(switchboard.placed, []);
});

Deno.test('the seed’s expression takes the destination, or the backup number', async () => {
  const transferTo = new Function(
    'route',
    "return 'success' in route && route.success ? route.destination : '16177123000'",
  );
  const routed = await answering(placed()).post(ROUTE_PATH, 'session.id=abc');
  assert.equal(transferTo(await routed.json()), 'sip:1234@10.0.1.2');
  const refused = await answering({ kind: 'refused', reason: 'exhausted', untilMs: null, degraded: false })
    .post(ROUTE_PATH);
  assert.equal(transferTo(await refused.json()), '16177123000');
});

import assert from 'node:assert/strict';
import { MOST_WEBHOOKS, type WebhookOutput } from '../../../src/contract/webhook.ts';
import { until } from '../../support/until.ts';
import { isSignedBy, startReceiver } from '../../support/webhook-receiver.ts';
import { type ControlPlane, openControlPlane } from '../control-plane.ts';

const WEBHOOKS = '/api/v1/webhooks';
const admin = { as: '1-admin' };

async function create(plane: ControlPlane, url: string, fields: Record<string, unknown> = {}) {
  const { status, json, text } = await plane.ask('POST', WEBHOOKS, { ...admin, json: { url, ...fields } });
  assert.equal(status, 201, text);
  return json as { webhook: WebhookOutput; secret: string };
}

async function deliveriesOf(plane: ControlPlane, { id }: Pick<WebhookOutput, 'id'>, search = '') {
  return (await plane.ask('GET', `${WEBHOOKS}/${id}/deliveries${search}`, admin)).json;
}

Deno.test('a webhook is made, shown without its secret, changed and deleted, and the audit log knows', async () => {
  await using plane = await openControlPlane();
  const { webhook, secret } = await create(plane, ' https://example.com/in?token=hidden ', {
    description: 'Pager',
  });
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
  assert.deepEqual([webhook.url, webhook.kinds, webhook.groups, webhook.enabled, webhook.createdBy], [
    'https://example.com/in?token=hidden',
    null,
    null,
    true,
    'Key 1-admin',
  ]);
  const path = `${WEBHOOKS}/${webhook.id}`;
  const { json: listed, text } = await plane.ask('GET', WEBHOOKS, admin);
  assert.deepEqual(listed, { webhooks: [webhook], reach: 'any' });
  assert.ok(!text.includes('whsec_'));
  assert.deepEqual((await plane.ask('GET', path, admin)).json, webhook);

  const edit = { kinds: ['group.edited'], enabled: false };
  const { json: edited } = await plane.ask('PUT', path, { ...admin, json: edit });
  assert.deepEqual([edited.url, edited.kinds, edited.enabled], [webhook.url, ['group.edited'], false]);
  assert.notEqual(edited.disabledAt, null);
  assert.equal((await plane.ask('PUT', path, { ...admin, json: edit })).json.disabledAt, edited.disabledAt);
  assert.equal(
    (await plane.ask('PUT', path, { ...admin, json: { kinds: null, enabled: true } })).json.kinds,
    null,
  );

  assert.equal((await plane.ask('DELETE', path, admin)).status, 204);
  assert.equal((await plane.ask('GET', path, admin)).status, 404);
  assert.equal((await plane.ask('DELETE', path, admin)).status, 404);
  const { events } = await plane.audit.find(1, { limit: 10 });
  assert.deepEqual(events.map(({ action, subject, details }) => [action, subject, details.changed]), [
    ['webhook deleted', 'Pager', undefined],
    ['webhook edited', 'Pager', 'kinds, enabled'],
    ['webhook edited', 'Pager', 'kinds, disabled'],
    ['webhook created', 'Pager', undefined],
  ]);
});

Deno.test('what can not be a receiver is refused, with the setting that would allow it', async () => {
  await using plane = await openControlPlane({ sending: { reach: 'public' } });
  const group = await plane.create();
  const faultOf = async (json: Record<string, unknown>) => {
    const asking = { ...admin, json: { url: 'https://example.com/', ...json } };
    const { status, json: { errors } } = await plane.ask('POST', WEBHOOKS, asking);
    assert.equal(status, 422, JSON.stringify(json));
    return [errors[0].pointer, errors[0].detail];
  };
  for (
    const url of [
      '',
      'example.com',
      'ftp://example.com/',
      'https://',
      'javascript:alert(1)',
      'https://x/#part',
    ]
  ) {
    assert.equal((await faultOf({ url }))[0], '/url', url);
  }
  assert.match((await faultOf({ url: 'https://user:pass@example.com/' }))[1], /user and password/);
  assert.match((await faultOf({ url: 'http://127.0.0.1/' }))[1], /WEBHOOKS=any/);
  assert.match((await faultOf({ url: 'http://[::1]:8080/' }))[1], /WEBHOOKS=any/);
  assert.match((await faultOf({ url: 'http://169.254.169.254/latest' }))[1], /no address of a receiver/);
  assert.equal((await faultOf({ kinds: [] }))[0], '/kinds');
  assert.equal((await faultOf({ kinds: ['webhook.test'] }))[0], '/kinds/0');
  assert.deepEqual(await faultOf({ groups: [group.id, 987] }), [
    '/groups/1',
    'This account has no route group 987.',
  ]);
  await create(plane, 'https://example.com/', { groups: [group.id] });
  for (let count = 1; count < MOST_WEBHOOKS; count++) await create(plane, 'https://example.com/');
  const { status } = await plane.ask('POST', WEBHOOKS, { ...admin, json: { url: 'https://example.com/' } });
  assert.equal(status, 409);
});

Deno.test('nobody sees or touches the webhooks of another account', async () => {
  await using plane = await openControlPlane();
  const { webhook } = await create(plane, 'https://example.com/');
  const other = { as: '2-owner' };
  assert.deepEqual((await plane.ask('GET', WEBHOOKS, other)).json.webhooks, []);
  const path = `${WEBHOOKS}/${webhook.id}`;
  for (
    const [method, more] of [['GET', ''], ['DELETE', ''], ['POST', '/test'], ['POST', '/rotate-secret'], [
      'GET',
      '/deliveries',
    ], ['POST', '/deliveries/1/send-again']]
  ) {
    assert.equal((await plane.ask(method, path + more, other)).status, 404, method + more);
  }
  assert.equal((await plane.ask('PUT', path, { ...other, json: { enabled: false } })).status, 404);
  assert.equal((await plane.ask('GET', WEBHOOKS, { as: '1-editor' })).status, 403);
});

Deno.test('a test is sent at once, signed, and its answer is the answer', async () => {
  await using receiver = startReceiver();
  await using plane = await openControlPlane();
  const { webhook, secret } = await create(plane, receiver.url, {
    kinds: ['group.edited'],
    description: 'Pager',
  });
  const test = async () => (await plane.ask('POST', `${WEBHOOKS}/${webhook.id}/test`, admin)).json;
  receiver.answer = () => new Response('thank you');
  const good = await test();
  assert.deepEqual([good.state, good.status, good.response, good.error, good.nextAt], [
    'delivered',
    200,
    'thank you',
    null,
    null,
  ]);
  assert.ok(await isSignedBy(secret, receiver.received[0]));
  const { data } = receiver.received[0].body;
  assert.ok(data.kind === 'webhook.test');
  assert.deepEqual([data.webhook, data.who.name], [{ id: webhook.id, description: 'Pager' }, 'Key 1-admin']);
  receiver.answer = () => new Response('who are you?', { status: 401 });
  const bad = await test();
  assert.deepEqual([bad.state, bad.status, bad.response], ['given_up', 401, 'who are you?']);
  const { deliveries } = await deliveriesOf(plane, webhook);
  assert.deepEqual(deliveries, [bad, good]);
  const { json: [after] } = await plane.ask('GET', WEBHOOKS, admin).then(({ json }) => ({
    json: json.webhooks,
  }));
  assert.deepEqual([after.failingSince, after.lastDeliveredAt], [null, null]);
});

Deno.test('deliveries are listed in pages, and sent again when somebody wants it', async () => {
  await using receiver = startReceiver();
  await using plane = await openControlPlane();
  const { webhook } = await create(plane, receiver.url);
  receiver.answer = () => new Response(null, { status: 410 });
  await plane.create({ name: 'First' });
  await until(async () =>
    (await plane.ask('GET', `${WEBHOOKS}/${webhook.id}`, admin)).json.enabled === false
  );
  const { deliveries: [gone] } = await deliveriesOf(plane, webhook);
  assert.deepEqual([gone.state, gone.status, gone.kind, gone.attempts], ['given_up', 410, 'group.edited', 1]);
  const again = `${WEBHOOKS}/${webhook.id}/deliveries/${gone.id}/send-again`;
  assert.equal((await plane.ask('POST', again, admin)).status, 409);
  receiver.answer = () => new Response();
  await plane.ask('PUT', `${WEBHOOKS}/${webhook.id}`, { ...admin, json: { enabled: true } });
  assert.equal((await plane.ask('POST', again, admin)).json.state, 'pending');
  await until(async () => (await deliveriesOf(plane, webhook)).deliveries[0].state === 'delivered');
  assert.equal(new Set(receiver.received.map(({ headers }) => headers.get('webhook-id'))).size, 1);
  assert.equal(
    (await plane.ask('POST', `${WEBHOOKS}/${webhook.id}/deliveries/987/send-again`, admin)).status,
    404,
  );

  for (const name of ['Second', 'Third']) await plane.create({ name });
  await until(async () => (await deliveriesOf(plane, webhook, '?state=delivered')).deliveries.length === 3);
  const first = await deliveriesOf(plane, webhook, '?limit=2');
  const rest = await deliveriesOf(plane, webhook, `?limit=2&before=${first.next}`);
  const names = [...first.deliveries, ...rest.deliveries].map(({ body }) => JSON.parse(body).data.group.name);
  assert.deepEqual([names, rest.next], [['Third', 'Second', 'First'], null]);
  assert.deepEqual((await deliveriesOf(plane, webhook, '?state=failed')).deliveries, []);
  assert.equal((await plane.ask('GET', `${WEBHOOKS}/${webhook.id}/deliveries?limit=101`, admin)).status, 422);
});

Deno.test('a rotated secret is shown once, and the one before signs for a day', async () => {
  await using receiver = startReceiver();
  await using plane = await openControlPlane();
  const { webhook, secret } = await create(plane, receiver.url);
  const rotated = await plane.ask('POST', `${WEBHOOKS}/${webhook.id}/rotate-secret`, admin);
  assert.equal(rotated.status, 200);
  assert.notEqual(rotated.json.secret, secret);
  const hours = (Date.parse(rotated.json.webhook.previousSecretUntil) - Date.now()) / 3_600_000;
  assert.ok(hours > 23.9 && hours <= 24, String(hours));
  await plane.ask('POST', `${WEBHOOKS}/${webhook.id}/test`, admin);
  for (const each of [secret, rotated.json.secret]) assert.ok(await isSignedBy(each, receiver.received[0]));
});

Deno.test('an installation that sends nothing says so', async () => {
  await using plane = await openControlPlane({ sending: { reach: 'off' } });
  const { webhook } = await create(plane, 'https://example.com/');
  assert.equal((await plane.ask('GET', WEBHOOKS, admin)).json.reach, 'off');
  const { status, json } = await plane.ask('POST', `${WEBHOOKS}/${webhook.id}/test`, admin);
  assert.equal(status, 409);
  assert.match(json.detail, /WEBHOOKS=off/);
});

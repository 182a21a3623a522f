import assert from 'node:assert/strict';
import { DELIVERY_DAYS, LEASE_MS } from '../../src/manager/webhooks/dispatcher.ts';
import { WAITS_MS } from '../../src/manager/webhooks/back-off.ts';
import { serviceEvents } from '../../src/manager/webhooks/event-source.ts';
import { FAILING_DAYS } from '../../src/manager/webhooks/settle-try.ts';
import { anna, editOf, groupContent, newDestinations } from '../support/group-content.ts';
import { until } from '../support/until.ts';
import { isSignedBy, type Received, type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { openWebhookBench, type PrepareWebhooks, type WebhookBench } from '../support/webhook-tests.ts';

const DAY_MS = 24 * 3_600_000;

/** What webhooks must do on every engine; its name stands in each test's title. */
export function webhooksContract(engine: string, prepare: PrepareWebhooks) {
  const test = (title: string, body: (bench: WebhookBench, receiver: Receiver) => Promise<void>) =>
    Deno.test(`${engine} webhooks ${title}`, async () => {
      await using receiver = startReceiver();
      await using bench = await openWebhookBench(prepare);
      await body(bench, receiver);
    });

  test('get what happens, signed, as the contract has it', async (bench, receiver) => {
    const { group } = await bench.directory.create(1, groupContent(), anna);
    const webhook = await bench.webhook(receiver.url, { kinds: ['destination.trial'] });
    bench.start();
    const [boston] = group.destinations;
    const event = bench.happen({
      kind: 'destination.trial',
      accountId: 1,
      groupId: group.id,
      destinationId: boston.id,
      detail: { observed: false, attemptId: 7 },
    });
    await until(() => receiver.received.length === 1);
    const [{ headers, body, path }] = receiver.received;
    assert.equal(path, '/events');
    assert.equal(headers.get('content-type'), 'application/json');
    assert.match(headers.get('webhook-id') ?? '', /^msg_[\w-]{20,}$/);
    assert.equal(headers.get('webhook-timestamp'), String(Math.floor(bench.now().getTime() / 1000)));
    assert.ok(await isSignedBy(webhook.secret, receiver.received[0]));
    assert.ok(!await isSignedBy((await bench.webhook(receiver.url)).secret, receiver.received[0]));
    const at = new Date(event.atMs).toISOString();
    assert.deepEqual(body, {
      type: 'destination.trial',
      timestamp: at,
      account: 1,
      data: {
        ...{ id: event.id, at, kind: 'destination.trial', observed: false, attemptId: 7 },
        group: { id: group.id, name: 'Support' },
        destination: { id: boston.id, name: boston.name },
      },
    });
    await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
    const [{ last, nextAt, attempts }] = await bench.log(webhook);
    assert.deepEqual([last?.status, last?.error, nextAt, attempts], [204, null, null, 1]);
    await until(async () => (await bench.webhooks.read(1, webhook.id))?.lastDeliveredAt !== null);
  });

  test('get each version of a group, with what changed in words', async (bench, receiver) => {
    const record = await bench.directory.create(1, groupContent(), anna);
    bench.pass(1000);
    await bench.webhook(receiver.url);
    bench.start();
    const content = groupContent({ name: 'Help', destinations: newDestinations(100) });
    await bench.directory.replace({ ...editOf(record), content });
    await until(() => receiver.received.length === 1);
    const { data } = receiver.received[0].body;
    assert.equal(data.kind, 'group.edited');
    assert.ok(data.kind === 'group.edited');
    assert.deepEqual([data.action, data.version, data.who, data.group.name], ['edited', 2, anna, 'Help']);
    assert.ok(data.changes.some((line) => line.includes('Help')), data.changes.join());
  });

  test(
    'get only what they want: kinds, groups, their account, what is new since they are there',
    async (bench, receiver) => {
      const { group: { id: one } } = await bench.directory.create(1, groupContent(), anna);
      const { group: { id: other } } = await bench.directory.create(1, groupContent(), anna);
      const refusing = (groupId: number, fields = {}) =>
        bench.happen({
          ...{ kind: 'group.refusing', accountId: 1, groupId },
          detail: { reason: 'closed', lastResort: false },
          ...fields,
        });
      refusing(one);
      bench.pass(1000);
      await bench.webhook(`${receiver.url}/kind`, { kinds: ['group.refusing'] });
      await bench.webhook(`${receiver.url}/group`, { groupIds: [other] });
      await bench.webhook(`${receiver.url}/elsewhere`, { accountId: 2 });
      const off = await bench.webhook(`${receiver.url}/off`);
      await bench.webhooks.edit(1, off.id, { enabled: { is: false, at: bench.now() } });
      bench.pass(2 * DAY_MS);
      bench.start();
      refusing(one);
      refusing(other);
      bench.happen();
      refusing(one, { atMs: bench.now().getTime() - DAY_MS - 1 });
      await until(() => receiver.received.length === 5);
      await bench.start().close();
      const got = receiver.received.map(({ path, body: { account, data } }) =>
        [path.slice('/events/'.length), account, data.kind, 'group' in data ? data.group.id === other : '']
          .join(' ')
      );
      assert.deepEqual(got.sort(), [
        'elsewhere 2 service.degraded ',
        'group 1 group.refusing true',
        'group 1 service.degraded ',
        'kind 1 group.refusing false',
        'kind 1 group.refusing true',
      ]);
    },
  );

  test('are tried again, later and later, under the same id, until it goes well', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    let fails = 2;
    receiver.answer = () => new Response('no', { status: fails-- > 0 ? 500 : 200 });
    bench.start();
    bench.happen();
    for (const [tries, wait] of [WAITS_MS[0], WAITS_MS[1]].entries()) {
      await until(async () =>
        (await bench.log(webhook))[0]?.last !== null && receiver.received.length === tries + 1
      );
      const [{ state, nextAt, last }] = await bench.log(webhook);
      assert.deepEqual([state, nextAt?.getTime(), last?.status, last?.response, last?.error], [
        'failed',
        bench.now().getTime() + wait,
        500,
        'no',
        'It was answered with 500.',
      ]);
      await until(async () => (await bench.webhooks.read(1, webhook.id))?.failingSince !== null);
      bench.pass(wait);
    }
    await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
    const ids = receiver.received.map(({ headers }) => headers.get('webhook-id'));
    assert.deepEqual([ids.length, new Set(ids).size], [3, 1]);
    const times = receiver.received.map(({ headers }) => headers.get('webhook-timestamp'));
    assert.equal(new Set(times).size, 3);
    await until(async () => (await bench.webhooks.read(1, webhook.id))?.failingSince === null);
  });

  test('are given up after the last wait, and sent again when somebody wants it', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    receiver.answer = () => new Response(null, { status: 503, headers: { 'retry-after': '40' } });
    bench.start();
    bench.happen();
    for (const wait of WAITS_MS) {
      const tries = WAITS_MS.indexOf(wait) + 1;
      await until(async () => (await bench.log(webhook))[0]?.last?.at.getTime() === bench.now().getTime());
      const [{ attempts, nextAt }] = await bench.log(webhook);
      const wish = Math.max(wait, 40_000);
      assert.deepEqual([attempts, nextAt?.getTime()], [tries, bench.now().getTime() + wish]);
      bench.pass(wish);
    }
    await until(async () => (await bench.statesOf(webhook))[0] === 'given_up');
    assert.equal((await bench.log(webhook))[0].nextAt, null);
    receiver.answer = () => new Response();
    bench.pass(60_000);
    const [{ id }] = await bench.log(webhook);
    assert.equal(await bench.deliveries.sendAgain(webhook.id + 1, id, bench.now()), undefined);
    await bench.deliveries.sendAgain(webhook.id, id, bench.now());
    await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
    assert.equal(receiver.received.length, WAITS_MS.length + 2);
  });

  test('get nothing twice, and nothing that became visible late is missed', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    const dispatcher = bench.start();
    bench.happen({ id: 5 });
    await until(() => receiver.received.length === 1);
    bench.pass(2000);
    bench.happen({ id: 4 });
    await until(() => receiver.received.length === 2);
    bench.pass(5001);
    await until(async () => await bench.deliveries.position('event') === 5);
    await dispatcher.close();
    await bench.db.updateTable('webhook_position').set({ position: 0 }).execute();
    bench.start();
    bench.happen({ id: 6 });
    await until(() => receiver.received.length === 3);
    assert.equal((await bench.log(webhook)).length, 3);
  });

  test('get each event once from however many nodes', async (bench, receiver) => {
    const webhooks = [await bench.webhook(`${receiver.url}/1`), await bench.webhook(`${receiver.url}/2`)];
    receiver.answer = () => new Response(null, { status: receiver.received.length % 5 === 0 ? 500 : 200 });
    for (let node = 0; node < 3; node++) bench.start();
    for (let event = 0; event < 60; event++) bench.happen();
    const delivered = async () =>
      (await Promise.all(webhooks.map((webhook) => bench.statesOf(webhook)))).flat()
        .filter((state) => state === 'delivered').length;
    await until(async () => {
      bench.pass(2000);
      return await delivered() === 120;
    });
    const tries = (await Promise.all(webhooks.map((webhook) => bench.log(webhook)))).flat()
      .map(({ attempts }) => attempts);
    assert.equal(receiver.received.length, tries.reduce((sum, each) => sum + each, 0));
    const well = receiver.received.filter((_, index) => (index + 1) % 5 !== 0);
    const ids = well.map(({ headers }) => headers.get('webhook-id'));
    assert.deepEqual([ids.length, new Set(ids).size], [120, 120]);
  });

  test('are taken by one of however many that look at the same moment', async (bench, receiver) => {
    const { id: webhookId } = await bench.webhook(receiver.url);
    const [at, kind] = [bench.now(), 'service.degraded'];
    const wish = { at, until: new Date(at.getTime() + LEASE_MS), except: new Set<number>(), most: 10 };
    for (let round = 0; round < 20; round++) {
      const name = `event-${round}`;
      await bench.deliveries.add([{ webhookId, eventKey: name, messageId: name, kind, body: '{}', at }]);
      const claims = await Promise.all(Array.from({ length: 8 }, () => bench.deliveries.claim(wish)));
      assert.deepEqual(claims.flat().map(({ delivery }) => delivery.messageId), [name]);
    }
  });

  test('are sent by another node what one took and died with', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    const first = bench.start();
    await first.close();
    await bench.deliveries.add([{
      ...{ webhookId: webhook.id, eventKey: 'event-1', messageId: 'msg_1', kind: 'service.degraded' },
      body: JSON.stringify({
        type: 'webhook.test',
        timestamp: bench.now().toISOString(),
        account: 1,
        data: TEST,
      }),
      at: bench.now(),
    }]);
    const lease = new Date(bench.now().getTime() + LEASE_MS);
    const wish = { at: bench.now(), until: lease, except: new Set<number>(), most: 10 };
    const [{ delivery: lost }] = await bench.deliveries.claim(wish);
    assert.deepEqual(await bench.deliveries.claim(wish), []);
    bench.start();
    bench.pass(LEASE_MS - 1);
    await bench.start().close();
    assert.equal(receiver.received.length, 0);
    bench.pass(1);
    await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
    assert.deepEqual(receiver.received.map(({ headers }) => headers.get('webhook-id')), ['msg_1']);
    const late = { at: bench.now(), status: 500, response: '', error: 'late', tookMs: 1 };
    assert.equal(
      await bench.deliveries.record(lost, { state: 'failed', nextAt: bench.now(), outcome: late }),
      false,
    );
    assert.deepEqual(await bench.statesOf(webhook), ['delivered']);
  });

  test('are signed by both secrets while one takes over from the other', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    const next = await bench.webhook(receiver.url, { kinds: ['group.edited'] });
    const bothUntil = new Date(bench.now().getTime() + DAY_MS);
    await bench.webhooks.edit(1, webhook.id, { rotate: { sealedSecret: next.sealedSecret, bothUntil } });
    bench.start();
    const signers = async (request: Received) => [
      await isSignedBy(webhook.secret, request),
      await isSignedBy(next.secret, request),
    ];
    bench.happen();
    await until(() => receiver.received.length === 1);
    assert.deepEqual(await signers(receiver.received[0]), [true, true]);
    bench.pass(DAY_MS);
    bench.happen();
    await until(() => receiver.received.length === 2);
    assert.deepEqual(await signers(receiver.received[1]), [false, true]);
  });

  test(
    'are disabled when nothing went well for days, or when they are gone, and the audit log says so',
    async (bench, receiver) => {
      const webhook = await bench.webhook(receiver.url, { description: 'Pager' });
      const gone = await bench.webhook(`${receiver.url}/gone`);
      receiver.answer = ({ path }) => new Response(null, { status: path.endsWith('gone') ? 410 : 500 });
      bench.start();
      bench.happen();
      const disabled = async (id: number) => (await bench.webhooks.read(1, id))?.disabled?.because;
      await until(async () => await disabled(gone.id) !== undefined);
      assert.match(await disabled(gone.id) ?? '', /410 Gone/);
      await until(async () => (await bench.statesOf(webhook))[0] === 'failed');
      assert.equal(await disabled(webhook.id), undefined);
      bench.pass(FAILING_DAYS * DAY_MS);
      await until(async () => await disabled(webhook.id) !== undefined);
      assert.match(await disabled(webhook.id) ?? '', /5 days/);
      await until(async () =>
        (await bench.audit.find(1, { action: 'webhook disabled', limit: 9 })).events.length === 2
      );
      const { events: [event] } = await bench.audit.find(1, { action: 'webhook disabled', limit: 9 });
      assert.deepEqual([event.actor.kind, event.subject], ['system', 'Pager']);
      receiver.answer = () => new Response();
      await bench.webhooks.edit(1, webhook.id, { enabled: { is: true, at: bench.now() } });
      bench.pass(DAY_MS);
      await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
      assert.equal((await bench.webhooks.read(1, webhook.id))?.disabled, null);
    },
  );

  test('that hang hold up no others', async (bench, receiver) => {
    const hanging = Promise.withResolvers<Response>();
    receiver.answer = ({ path }) => path.endsWith('hangs') ? hanging.promise : new Response();
    for (let count = 0; count < 3; count++) await bench.webhook(`${receiver.url}/hangs`);
    await bench.webhook(`${receiver.url}/works`);
    bench.start();
    for (let count = 0; count < 5; count++) bench.happen();
    const at = (path: string) => receiver.received.filter((request) => request.path.endsWith(path)).length;
    await until(() => at('works') === 5);
    assert.equal(at('hangs'), 3);
    hanging.resolve(new Response());
    await until(() => at('hangs') === 15);
  });

  test('are kept for two weeks, with what was sent to them', async (bench, receiver) => {
    const webhook = await bench.webhook(receiver.url);
    const deleted = await bench.webhook(receiver.url);
    bench.start();
    bench.happen();
    await until(async () => (await bench.statesOf(webhook))[0] === 'delivered');
    bench.pass(DELIVERY_DAYS * DAY_MS);
    bench.happen();
    await until(() => receiver.received.length === 4);
    assert.equal((await bench.log(webhook)).length, 2);
    bench.pass(60_001);
    await until(async () => (await bench.log(webhook)).length === 1);
    await bench.webhooks.remove(1, deleted.id);
    assert.equal(await bench.webhooks.read(1, deleted.id), undefined);
    bench.pass(60_001);
    await until(async () =>
      !(await bench.db.selectFrom('webhook').select('id').execute()).some(({ id }) => id === deleted.id)
    );
    assert.deepEqual(await bench.log(deleted), []);
    assert.equal(await bench.deliveries.deleteSome(new Date(bench.now().getTime() + 1), 1), 1);
  });

  test('are sent even while one source of events can not be read', async (bench, receiver) => {
    await bench.webhook(receiver.url);
    const broken = { name: 'edit', since: () => Promise.reject(new Error('Half a row.')) } as const;
    bench.start({ sources: [broken, serviceEvents(bench.feed, bench.directory)] });
    bench.happen();
    await until(() => receiver.received.length === 1);
    await until(() => bench.lines.some((line) => line.includes('Half a row.')));
  });

  test('wait while the database is away, and go on', async (bench, receiver) => {
    await bench.webhook(receiver.url);
    let away = true;
    const { deliveries } = bench;
    const claim: typeof deliveries.claim = async (wish) => {
      if (away) throw new Error('The database is away.');
      return await deliveries.claim(wish);
    };
    bench.start({
      deliveries: new Proxy(deliveries, {
        get(target, name) {
          if (name === 'claim') return claim;
          const value = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    });
    bench.happen();
    await until(() => bench.lines.some((line) => line.includes('Webhooks wait.')));
    bench.happen();
    away = false;
    await until(() => receiver.received.length === 2);
    await until(() => bench.lines.some((line) => line.includes('webhooks are sent')));
    assert.equal(bench.lines.length, 2);
  });
}

const TEST = {
  kind: 'webhook.test',
  at: '2026-03-01T10:00:00.000Z',
  webhook: { id: 1, description: '' },
  who: anna,
};

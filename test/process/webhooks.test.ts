import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { WebhookSecret } from '../../src/contract/webhook.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { isSignedBy, startReceiver } from '../support/webhook-receiver.ts';

const certificate = (name: string) => new URL(`../support/tls/${name}`, import.meta.url).pathname;

async function createWebhook(server: ServerProcess, url: string): Promise<WebhookSecret> {
  const response = await server.api('/webhooks', { method: 'POST', body: { url } });
  assert.equal(response.status, 201, await response.clone().text());
  return await response.json();
}

async function test(server: ServerProcess, { webhook: { id } }: WebhookSecret) {
  return await (await server.api(`/webhooks/${id}/test`, { method: 'POST' })).json();
}

Deno.test('with the permissions that it has, the server sends by name, and to a certificate that it is told of', async () => {
  await using receiver = startReceiver('localhost');
  const secure = Deno.serve({
    ...{ hostname: '127.0.0.1', port: 0, onListen() {} },
    cert: Deno.readTextFileSync(certificate('server.crt')),
    key: Deno.readTextFileSync(certificate('server.key')),
  }, () => new Response('by TLS'));
  const dataDir = await Deno.makeTempDir();
  const env = { DATA_DIR: dataDir, WEBHOOKS: 'any' };
  const server = await startServer({ ...env, DENO_CERT: certificate('ca.crt') });
  const webhook = await createWebhook(server, receiver.url);
  assert.equal((await test(server, webhook)).error, null);
  assert.ok(await isSignedBy(webhook.secret, receiver.received[0]));
  const { port } = secure.addr as Deno.NetAddr;
  const byTls = await createWebhook(server, `https://127.0.0.1:${port}/`);
  assert.equal((await test(server, byTls)).response, 'by TLS');
  await server.stop();

  const another = await startServer(env);
  assert.match((await test(another, byTls)).error, /certificate/);
  await another.stop();
  await Deno.remove(dataDir, { recursive: true });
  await secure.shutdown();
});

/** The time for which what a server took is nobody else's. */
function letAMinutePass(dataDir: string) {
  using db = new DatabaseSync(join(dataDir, 'directory.db'));
  const [delivery] = db.prepare('SELECT state, attempts, next_at FROM webhook_delivery').all();
  assert.deepEqual([delivery.state, delivery.attempts], ['pending', 1]);
  assert.ok(Date.parse(String(delivery.next_at)) > Date.now());
  db.prepare('UPDATE webhook_delivery SET next_at = ?').run(new Date().toISOString());
}

Deno.test('what a killed server had on its way is sent by the next one, under the same id', async () => {
  await using receiver = startReceiver();
  const dataDir = await Deno.makeTempDir();
  const env = { DATA_DIR: dataDir, WEBHOOKS: 'any' };
  const first = await startServer(env);
  await createWebhook(first, receiver.url);
  const unanswered = Promise.withResolvers<Response>();
  receiver.answer = () => unanswered.promise;
  await first.api('/groups', { method: 'POST', body: { name: 'Support', destinations: [] } });
  await until(() => receiver.received.length === 1);
  first.kill('SIGKILL');
  await first.status;
  unanswered.resolve(new Response());
  receiver.answer = () => new Response();
  letAMinutePass(dataDir);
  const second = await startServer(env);
  await until(() => receiver.received.length === 2);
  const ids = receiver.received.map(({ headers }) => headers.get('webhook-id'));
  assert.equal(ids[0], ids[1]);
  await second.stop();
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test('what happens to calls is sent: here a destination that is full', async () => {
  await using receiver = startReceiver();
  const dataDir = await Deno.makeTempDir();
  const server = await startServer({ DATA_DIR: dataDir, WEBHOOKS: 'any' });
  const boston = { name: 'Boston', uri: 'tel:+16177123000', percent: 100, maxActive: 1 };
  const group = { name: 'Support', destinations: [boston] };
  const { url } = await (await server.api('/groups', { method: 'POST', body: group })).json();
  await createWebhook(server, receiver.url);
  await (await fetch(url, { method: 'POST', body: new URLSearchParams({ 'session.id': 'a' }) })).json();
  const told = () => receiver.received.map(({ body: { data } }) => data);
  await until(() => told().some(({ kind }) => kind === 'destination.cap_reached'));
  const event = told().find(({ kind }) => kind === 'destination.cap_reached');
  assert.ok(event?.kind === 'destination.cap_reached');
  assert.deepEqual([event.group.name, event.destination.name, event.most], ['Support', 'Boston', 1]);
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

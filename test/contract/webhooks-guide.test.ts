import assert from 'node:assert/strict';
import { webhookBody, webhookEventKind } from '../../src/contract/webhook-event.ts';
import { newWebhookSecret, signedHeaders } from '../../src/manager/webhooks/signature.ts';

const guide = Deno.readTextFileSync(new URL('../../docs/guide/webhooks.md', import.meta.url));

const blocks = (language: string) =>
  [...guide.matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(([, each]) => each === language).map(([, , text]) =>
    text
  );

Deno.test('the guide to webhooks has an example of each kind, and no other, as the contract has them', () => {
  const bodies = blocks('json').map((text) => JSON.parse(text));
  for (const body of bodies) assert.deepEqual(webhookBody.parse(body), body, body.type);
  assert.deepEqual(bodies.map(({ type }) => type).sort(), [...webhookEventKind.options].sort());
  const headings = [...guide.matchAll(/^### `(.*)`$/gm)].map(([, kind]) => kind);
  assert.deepEqual(headings, bodies.map(({ data }) => data.kind));
});

Deno.test('the JavaScript of the guide knows what is ours', async () => {
  const [code] = blocks('js');
  const source = `import { Buffer } from 'node:buffer';\n${code}`;
  const { isGenuine } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const [secret, other] = [newWebhookSecret(), newWebhookSecret()];
  const headers = (at: Date, secrets: readonly string[]) =>
    new Headers(signedHeaders({ id: 'msg_1', at, body: '{"a":"ü"}' }, secrets));
  const now = new Date();
  assert.equal(isGenuine(headers(now, [secret]), '{"a":"ü"}', secret), true);
  assert.equal(isGenuine(headers(now, [other, secret]), '{"a":"ü"}', secret), true);
  assert.equal(isGenuine(headers(now, [other]), '{"a":"ü"}', secret), false);
  assert.equal(isGenuine(headers(now, [secret]), '{"a": "ü"}', secret), false);
  assert.equal(isGenuine(headers(new Date(now.getTime() - 301_000), [secret]), '{"a":"ü"}', secret), false);
});

import assert from 'node:assert/strict';
import type { DeliveryOutput, WebhookOutput } from '../../../../src/contract/webhook.ts';
import { webhookKind } from '../../../../src/contract/webhook-event.ts';
import {
  describeAnswer,
  describeDelivery,
  describeKinds,
  describeWebhook,
  KINDS,
  readable,
} from '../../../../src/web/features/webhooks/webhook-words.ts';
import { picked, pickedText } from '../../../../src/web/features/webhooks/picked.ts';

const AT = '2026-11-26T14:00:00.000Z';

const webhook: WebhookOutput = {
  ...{ id: 1, url: 'https://example.com/', description: '', kinds: null, groups: null, enabled: true },
  ...{ disabledAt: null, disabledBecause: null, failingSince: null, lastDeliveredAt: AT },
  ...{ previousSecretUntil: null, createdAt: AT, createdBy: 'Anna' },
};

const delivery: DeliveryOutput = {
  ...{ id: 1, messageId: 'msg_1', kind: 'group.edited', state: 'delivered', createdAt: AT, attempts: 1 },
  ...{ nextAt: null, lastAt: AT, status: 200, response: '', error: null, tookMs: 34, body: '{"a":1}' },
};

Deno.test('every kind that can be chosen has its words', () => {
  assert.deepEqual([...KINDS].sort(), [...webhookKind.options].sort());
  assert.equal(describeKinds(null), 'Every kind of event');
  assert.equal(
    describeKinds(['group.refusing', 'group.edited', 'service.degraded', 'later.kind']),
    'A group refuses calls, a group is edited, storage failed for a while, later.kind',
  );
});

Deno.test('a webhook is healthy, new, failing or disabled, and says why', () => {
  const toneOf = (fields: Partial<WebhookOutput>) => describeWebhook({ ...webhook, ...fields }).tone;
  assert.deepEqual([toneOf({}), toneOf({ lastDeliveredAt: null }), toneOf({ failingSince: AT })], [
    'good',
    'plain',
    'warn',
  ]);
  const off = { enabled: false, disabledAt: AT, disabledBecause: 'It is gone.', failingSince: AT };
  const { tone, words, more } = describeWebhook({ ...webhook, ...off });
  assert.deepEqual([tone, words], ['bad', 'Disabled']);
  assert.match(more, /^since .*\. It is gone\.$/);
});

Deno.test('a delivery says how often it was tried, and when it will be', () => {
  const say = (fields: Partial<DeliveryOutput>) => {
    const { words, more } = describeDelivery({ ...delivery, ...fields });
    return `${words} ${more}`.trim();
  };
  assert.equal(say({}), 'Delivered');
  assert.equal(say({ attempts: 3 }), 'Delivered 3 tries');
  assert.equal(say({ state: 'pending', attempts: 0 }), 'On its way');
  assert.match(say({ state: 'failed', nextAt: AT }), /^Failed 1 try, next .*2026/);
  assert.equal(say({ state: 'given_up', attempts: 10 }), 'Given up 10 tries');
});

Deno.test('an answer is its status and time, or why there was none', () => {
  const say = (fields: Partial<DeliveryOutput>) => describeAnswer({ ...delivery, ...fields });
  assert.equal(say({}), 'Answered with 200 in 34 ms.');
  assert.equal(say({ status: 503, error: 'It was answered with 503.' }), 'Answered with 503 in 34 ms.');
  assert.match(
    say({ status: 302, error: 'It was answered with 302. Redirects are not followed.' }),
    /Redirects/,
  );
  const refused = { status: null, error: 'The connection was refused.', tookMs: 2 };
  assert.equal(say(refused), 'The connection was refused.');
  assert.equal(say({ status: null, tookMs: null, lastAt: null }), 'Not tried yet.');
});

Deno.test('bodies are shown in lines, and what is no JSON as it is', () => {
  assert.equal(readable('{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(readable('plain'), 'plain');
});

Deno.test('all, none and some survive the field of the form', () => {
  for (const choice of [null, [], ['7'], ['7', '11']]) assert.deepEqual(picked(pickedText(choice)), choice);
});

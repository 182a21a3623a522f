import assert from 'node:assert/strict';
import { nextWait, retryAfterMs, WAITS_MS } from '../../../src/manager/webhooks/back-off.ts';
import { createSealedSecrets } from '../../../src/manager/webhooks/sealed-secrets.ts';
import { newWebhookSecret, signedHeaders } from '../../../src/manager/webhooks/signature.ts';

Deno.test('signatures are those of the Standard Webhooks’ own libraries', () => {
  // The vector of test/test_webhooks in their reference implementations.
  const headers = signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_999), body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  );
  assert.deepEqual(headers, {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

Deno.test('secrets have 256 bits, and can be read where they were sealed', async () => {
  const secret = newWebhookSecret();
  assert.equal(atob(secret.replace('whsec_', '')).length, 32);
  const sealed = await createSealedSecrets('one').seal(secret);
  assert.ok(!sealed.includes(secret.slice(6, 20)));
  assert.equal(await createSealedSecrets('one').open(sealed), secret);
  await assert.rejects(createSealedSecrets('other').open(sealed));
});

Deno.test('waits grow, with a part by chance, and give way to what the receiver wishes', () => {
  const waits = WAITS_MS.map((_, tries) => nextWait(tries + 1, 0, () => 0)!);
  assert.deepEqual(waits, waits.toSorted((one, other) => one - other));
  assert.equal(nextWait(WAITS_MS.length + 1, 0, () => 0), undefined);
  assert.equal(nextWait(1, 0, () => 0.5), 11_000);
  assert.equal(nextWait(1, 60_000, () => 0), 60_000);
  assert.equal(nextWait(1, 1e12, () => 0), 24 * 3_600_000);
  const now = new Date('2026-03-01T10:00:00Z');
  assert.equal(retryAfterMs('120', now), 120_000);
  assert.equal(retryAfterMs('Sun, 01 Mar 2026 10:01:00 GMT', now), 60_000);
  assert.deepEqual([retryAfterMs('soon', now), retryAfterMs(undefined, now), retryAfterMs('-1', now)], [
    0,
    0,
    0,
  ]);
});

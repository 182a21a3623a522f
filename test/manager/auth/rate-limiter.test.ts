import assert from 'node:assert/strict';
import { createRateLimiter } from '../../../src/manager/auth/rate-limiter.ts';

const RULE = { window: 60, max: 3 };

Deno.test('allows so many tries in a window, then says how long to wait', async () => {
  let now = 1_000_000;
  const limiter = createRateLimiter(() => now);
  for (let tries = 0; tries < 3; tries++) assert.equal((await limiter.consume('ann', RULE)).allowed, true);
  now += 20_000;
  assert.deepEqual(await limiter.consume('ann', RULE), { allowed: false, retryAfter: 40 });
  assert.equal((await limiter.consume('bob', RULE)).allowed, true);
  now += 40_000;
  assert.equal((await limiter.consume('ann', RULE)).allowed, true);
});

Deno.test('an attacker with many addresses can not fill the memory, nor free a key that waits', async () => {
  let now = 0;
  const limiter = createRateLimiter(() => now);
  for (let key = 0; key < 25_000; key++) await limiter.consume(`old ${key}`, { window: 1, max: 3 });
  now = 2000;
  for (let tries = 0; tries < 4; tries++) await limiter.consume('ann', RULE);
  for (let key = 0; key < 9000; key++) await limiter.consume(`new ${key}`, RULE);
  assert.equal((await limiter.consume('ann', RULE)).allowed, false);
});

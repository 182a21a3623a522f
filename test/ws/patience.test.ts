import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { whileServing } from '../support/while-serving.ts';
import { LATE, Patience } from '../../src/ws/patience.ts';

const never = new Promise<never>(() => {});

Deno.test('work that is done in time answers and fails as it does alone', async () => {
  const patience = new Patience(60_000);
  assert.equal(await patience.wait(Promise.resolve('done')), 'done');
  await assert.rejects(patience.wait(Promise.reject(new Error('broken'))), /broken/);
});

Deno.test(
  'work that takes too long is given up, also when it was waited for later than other work',
  whileServing(async () => {
    const patience = new Patience(20);
    const first = patience.wait(never);
    await delay(10);
    const second = patience.wait(never);
    assert.deepEqual(await Promise.all([first, second]), [LATE, LATE]);
    assert.equal(await patience.wait(never), LATE);
  }),
);

Deno.test(
  'work that is given up does not hold up other work',
  whileServing(async () => {
    const patience = new Patience(20);
    const late = patience.wait(never);
    assert.equal(await patience.wait(delay(1, 'done')), 'done');
    assert.equal(await late, LATE);
  }),
);

Deno.test(
  'a failure after it was given up is nobody’s business any more',
  whileServing(async () => {
    const patience = new Patience(5);
    const failing = delay(20).then(() => Promise.reject(new Error('too late')));
    assert.equal(await patience.wait(failing), LATE);
    await assert.rejects(failing, /too late/);
  }),
);

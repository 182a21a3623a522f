import assert from 'node:assert/strict';
import { patiently } from '../../../src/directory/sqlite/patiently.ts';

/** Work that fails like this so many times. */
function failing(error: Error, times: number) {
  let tries = 0;
  const work = () => {
    tries += 1;
    if (tries <= times) throw error;
    return 'done';
  };
  return { work, tries: () => tries };
}

const locked = Object.assign(new Error('database is locked'), { errcode: 5 });
const recovering = Object.assign(new Error('database is locked'), { errcode: 261 });
const broken = Object.assign(new Error('disk I/O error'), { errcode: 10 });

Deno.test('waits until somebody else’s lock is released', async () => {
  for (const error of [locked, recovering]) {
    const { work, tries } = failing(error, 3);
    assert.equal(await patiently(work), 'done');
    assert.equal(tries(), 4);
  }
});

Deno.test('gives up on a lock that is never released, with SQLite’s own reason', async () => {
  const { work, tries } = failing(locked, Infinity);
  await assert.rejects(patiently(work, 20), /database is locked/);
  assert.ok(tries() > 1);
});

Deno.test('does not repeat what failed for another reason', async () => {
  const { work, tries } = failing(broken, Infinity);
  await assert.rejects(patiently(work), /disk I\/O error/);
  assert.equal(tries(), 1);
});

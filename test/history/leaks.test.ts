import assert from 'node:assert/strict';
import { remembered } from '../../src/history/leaks/remembered.ts';

/** An answer that is given when the test says so: the number of its question. */
function asked() {
  const questions: PromiseWithResolvers<number>[] = [];
  const ask = () => {
    questions.push(Promise.withResolvers());
    return questions.at(-1)!.promise;
  };
  return { questions, ask };
}

Deno.test('a remembered answer is asked for once while it is fresh, however many want it', async () => {
  let nowMs = 0;
  const { questions, ask } = asked();
  const answer = remembered(ask, { freshMs: 100 }, () => nowMs);
  const both = Promise.all([answer(), answer()]);
  questions[0].resolve(1);
  assert.deepEqual(await both, [1, 1]);
  nowMs = 99;
  assert.equal(await answer(), 1);
  nowMs = 100;
  const next = answer();
  questions[1].resolve(2);
  assert.equal(await next, 2);
});

Deno.test('a remembered answer that is usable is given once more while the next is on its way', async () => {
  let nowMs = 0;
  const { questions, ask } = asked();
  const answer = remembered(ask, { freshMs: 100, usableMs: 1000 }, () => nowMs);
  const first = answer();
  questions[0].resolve(1);
  assert.equal(await first, 1);
  nowMs = 999;
  assert.deepEqual(await Promise.all([answer(), answer()]), [1, 1]);
  assert.equal(questions.length, 2);
  questions[1].resolve(2);
  await questions[1].promise;
  await Promise.resolve();
  assert.equal(await answer(), 2);
  nowMs = 1999;
  const next = answer();
  questions[2].resolve(3);
  assert.equal(await next, 3, 'too old to be given');
});

Deno.test('what fails is asked for again, and what is usable is given meanwhile', async () => {
  let nowMs = 0;
  const { questions, ask } = asked();
  const answer = remembered(ask, { freshMs: 100, usableMs: 1000 }, () => nowMs);
  const first = answer();
  questions[0].reject(new Error('away'));
  await assert.rejects(first, /away/);
  const second = answer();
  questions[1].resolve(2);
  assert.equal(await second, 2);
  nowMs = 500;
  assert.equal(await answer(), 2);
  questions[2].reject(new Error('away'));
  await questions[2].promise.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(await answer(), 2);
  assert.equal(questions.length, 4);
});

import assert from 'node:assert/strict';
import { pagesOf } from '../../../src/cli/move/pages.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

Deno.test('pages have every row once, in order, and never too many at a time', () => {
  const rows = numbered(12_345);
  const pages = [...pagesOf(rows)];
  assert.deepEqual(pages.map(({ count }) => count), [5000, 5000, 2345]);
  assert.deepEqual(pages.flatMap(({ json }) => JSON.parse(json)), rows);
});

Deno.test('a page of large rows is short, and one of an enormous row has that alone', () => {
  const sizes = [400_000, 400_000, 400_000, 5_000_000, 1];
  const pages = [...pagesOf(sizes.map((size) => ({ content: 'x'.repeat(size) })))];
  assert.deepEqual(pages.map(({ count }) => count), [3, 1, 1]);
});

Deno.test('a table without rows has no pages', () => {
  assert.deepEqual([...pagesOf([])], []);
});

Deno.test('a row is taken only when a page has room for it', () => {
  let taken = 0;
  const rows = numbered(20_000).values().map((row) => (taken++, row));
  pagesOf(rows).next();
  assert.equal(taken, 5000);
});

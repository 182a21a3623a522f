import { setImmediate } from 'node:timers/promises';

/** How long one slice of a list may hold calls up, in milliseconds. */
const SLICE_MS = 2;

/** `items.map(work)` that lets calls have their turn now and then: a long list must not hold them up. */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results = [];
  let startedAt = performance.now();
  for (const [index, item] of items.entries()) {
    if (performance.now() - startedAt > SLICE_MS) {
      await setImmediate();
      startedAt = performance.now();
    }
    results.push(work(item, index));
  }
  return results;
}

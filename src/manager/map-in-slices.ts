/**
 * `items.map(work)` that lets calls have their turn after every slice: a long list must not hold them up.
 * `slice` items should be well below a millisecond of work.
 */
export async function mapInSlices<Item, Result>(
  items: readonly Item[],
  slice: number,
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % slice === 0) await new Promise((resolve) => setTimeout(resolve));
    results.push(work(item));
  }
  return results;
}

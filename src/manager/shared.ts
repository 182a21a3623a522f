/** Askers who come while an answer is under way get the same one: many of them cost no more than one. */
export function shared<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => underWay ??= ask().finally(() => underWay = undefined);
}

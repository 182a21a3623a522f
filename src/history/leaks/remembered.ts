/**
 * An answer that is asked for once in `freshMs`, however many want it; those who come while it is under way get the
 * same one. One that is older, yet not older than `usableMs`, is given once more while the next is on its way. What
 * fails is asked for again. `now` is Unix time in milliseconds.
 */
export function remembered<Answer>(
  ask: () => Promise<Answer>,
  { freshMs, usableMs = freshMs }: { readonly freshMs: number; readonly usableMs?: number },
  now: () => number,
): () => Promise<Answer> {
  let known: { readonly answer: Answer; readonly atMs: number } | undefined;
  let underWay: Promise<Answer> | undefined;
  const begin = () => {
    const atMs = now();
    const asked = underWay = ask().then((answer) => {
      known = { answer, atMs };
      return answer;
    }).finally(() => underWay = undefined);
    asked.catch(() => {});
    return asked;
  };
  return async () => {
    const ageMs = known ? now() - known.atMs : Infinity;
    if (ageMs < freshMs) return known!.answer;
    const next = underWay ?? begin();
    return ageMs < usableMs ? known!.answer : await next;
  };
}

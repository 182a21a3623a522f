/**
 * An answer that is asked for once in `freshMs`, however many want it; those who come while it is under way get the
 * same one. What fails is asked for again. `now` is Unix time in milliseconds.
 */
export function remembered<Answer>(
  ask: () => Promise<Answer>,
  freshMs: number,
  now: () => number,
): () => Promise<Answer> {
  let askedAtMs = -Infinity;
  let answer: Promise<Answer> | undefined;
  return () => {
    if (answer !== undefined && now() - askedAtMs < freshMs) return answer;
    askedAtMs = now();
    const asked = answer = ask();
    asked.catch(() => {
      if (answer === asked) answer = undefined;
    });
    return asked;
  };
}
